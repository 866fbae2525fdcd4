#include "ui/dialogs/model_texts.h"

#include <QCoreApplication>
#include <QLocale>

namespace rw::ui {

namespace {

/// Whose texts these are, for the translator.
struct ModelTexts
{
    Q_DECLARE_TR_FUNCTIONS(rw::ui::ModelTexts)
};

QString gigabytes(qint64 bytes)
{
    return QLocale().toString(static_cast<double>(bytes) / 1e9, 'f', 1);
}

QString whole(qint64 number)
{
    return QLocale().toString(number);
}

} // namespace

std::vector<MemoryPart> memoryParts(const MemoryEstimate& estimate)
{
    return {{ModelTexts::tr("Weights"), estimate.weights, 0},
            {ModelTexts::tr("Copy for answering"), estimate.decodeWeights, 2},
            {ModelTexts::tr("Answers being written"), estimate.sampling, 1},
            {ModelTexts::tr("Weights at the start"), estimate.reference, 3},
            {ModelTexts::tr("Gradients and optimizer"), estimate.optimizer, 4},
            {ModelTexts::tr("Activations"), estimate.activations, 5},
            {ModelTexts::tr("Program"), estimate.runtime, 6}};
}

QString tooBigSentence(const MemoryEstimate& estimate, qint64 free)
{
    const qint64 weights = estimate.weights + estimate.decodeWeights + estimate.runtime;
    const qint64 training = estimate.reference + estimate.optimizer + estimate.activations;
    QString parts =
        ModelTexts::tr("weights %1, answers %2").arg(gigabytes(weights), gigabytes(estimate.sampling));
    if (training > 0)
        parts = ModelTexts::tr("%1, training %2").arg(parts, gigabytes(training));
    return ModelTexts::tr("This model needs about %1 (%2); %3 is free.")
        .arg(bytesText(estimate.total()), parts, bytesText(free));
}

QString countText(qint64 count)
{
    const auto number = static_cast<double>(count);
    if (count >= 1'000'000'000)
        return ModelTexts::tr("%1 billion").arg(QLocale().toString(number / 1e9, 'f', 2));
    if (count >= 1'000'000)
        return ModelTexts::tr("%1 million").arg(QLocale().toString(number / 1e6, 'f', 1));
    return whole(count);
}

QString modelSummary(const protocol::ModelCard& card)
{
    return ModelTexts::tr("%1 · %2 parameters · %3, %4")
        .arg(QString::fromStdString(card.architecture), countText(card.parameters),
             QString::fromStdString(card.format), QString::fromStdString(card.types));
}

std::vector<ModelFact> modelFacts(const protocol::ModelCard& card)
{
    return {{ModelTexts::tr("Architecture"), QString::fromStdString(card.architecture)},
            {ModelTexts::tr("Parameters"), whole(card.parameters)},
            {ModelTexts::tr("Layers"),
             ModelTexts::tr("%1 of width %2").arg(whole(card.layers), whole(card.hiddenSize))},
            {ModelTexts::tr("Context, tokens"), whole(card.contextLength)},
            {ModelTexts::tr("Vocabulary, tokens"), whole(card.vocabulary)},
            {ModelTexts::tr("Tokenizer"), QString::fromStdString(card.tokenizer)},
            {ModelTexts::tr("Chat template"),
             card.chatTemplate ? ModelTexts::tr("its own") : ModelTexts::tr("none, plain text")},
            {ModelTexts::tr("Format"), QString::fromStdString(card.format)},
            {ModelTexts::tr("Numbers"), QString::fromStdString(card.types)},
            {ModelTexts::tr("Tensors"),
             ModelTexts::tr("%1 · %2").arg(whole(card.tensors), bytesText(card.fileBytes))}};
}

QString cardText(const protocol::ModelCard& card)
{
    QString all = QString::fromStdString(card.name) + QLatin1Char('\n') + QString::fromStdString(card.path);
    for (const ModelFact& fact : modelFacts(card))
        all += QLatin1Char('\n') + fact.name + QStringLiteral(": ") + fact.value;
    return all;
}

} // namespace rw::ui
