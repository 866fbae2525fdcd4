#pragma once

#include "core/protocol/model_messages.h"

namespace rw {

/// Opens a model without its weights, tokenizer and chat template included, and says what it is and what
/// memory it would take. @throws Error that names what is wrong with it.
protocol::ModelInspected inspectModel(const protocol::InspectModelParams& params);

} // namespace rw
