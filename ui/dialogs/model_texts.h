#pragma once

#include "core/protocol/model_messages.h"
#include "ui/widgets/memory_bar.h"

#include <QString>

#include <vector>

namespace rw::ui {

/// The parts of an estimate, named for people.
std::vector<MemoryPart> memoryParts(const MemoryEstimate& estimate);

/// "This model needs about 9.1 GB (weights 6.2, answers 0.9, training 2.0); 7.6 GB is free."
QString tooBigSentence(const MemoryEstimate& estimate, qint64 free);

/// "134.5 million", "7.6 billion".
QString countText(qint64 count);

/// "Llama · 134.5 million parameters · GGUF, Q4_K"
QString modelSummary(const protocol::ModelCard& card);

/// The text for the clipboard: everything on the card, a line each.
QString cardText(const protocol::ModelCard& card);

/// What is on the card, with names.
struct ModelFact
{
    QString name;
    QString value;
};
std::vector<ModelFact> modelFacts(const protocol::ModelCard& card);

} // namespace rw::ui
