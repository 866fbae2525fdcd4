#pragma once

#include "core/engine/loaded_model.h"
#include "core/protocol/model_messages.h"

namespace rw {

/// Writes a model as other programs open it. What is there already is never touched.
/// @throws Error naming the place and the reason; nothing half-written stays.
protocol::ModelExported exportModel(const LoadedModel& model, const protocol::ExportModelParams& params);

} // namespace rw
