#include "ui/panels/inspector_tokens.h"

#include "ui/widgets/heat_legend.h"
#include "ui/widgets/probability_bars.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/token_text.h"
#include "ui/widgets/wrap_row.h"

#include <QLabel>
#include <QLocale>
#include <QStringDecoder>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace rw::ui {
namespace {

/// Bytes that are no whole character are spelt in hexadecimal.
QString textOfBytes(const std::string& bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (!decode.hasError())
        return text;
    const QByteArray hex = QByteArray::fromStdString(bytes).toHex(' ').toUpper();
    return QStringLiteral("<%1>").arg(QString::fromLatin1(hex));
}

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

/// Two decimals, but never 0.00: what was drawn was possible.
QString probabilityText(double probability)
{
    if (probability >= 0.005)
        return number(probability, 2);
    return probability < 0.00005 ? QStringLiteral("< ") + number(0.0001, 4) : number(probability, 4);
}

} // namespace

InspectorTokens::InspectorTokens(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_colouring(new SegmentedControl(theme, {tr("Probability"), tr("Entropy"), tr("Advantage")}, this))
    , m_text(new TokenText(theme, this))
    , m_legend(new HeatLegend(theme, this))
    , m_title(new QLabel(tr("Tokens"), this))
    , m_selected(new QLabel(this))
    , m_bars(new ProbabilityBars(theme, this))
{
    m_colouring->setAccessibleName(tr("What colours the tokens"));
    m_colouring->setMayStack(true);
    m_selected->setWordWrap(true);
    m_selected->setTextFormat(Qt::RichText);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(7));
    layout->addWidget(new WrapRow(m_title, m_colouring, theme.px(5), this));
    layout->addWidget(m_text);
    layout->addWidget(m_legend);
    layout->addWidget(m_selected);
    layout->addWidget(m_bars);
    connect(m_colouring, &SegmentedControl::chosen, this, [this](int segment) {
        m_text->setColouring(static_cast<TokenColouring>(segment));
        m_legend->setColouring(static_cast<TokenColouring>(segment));
    });
    connect(m_text, &TokenText::selectionChanged, this, &InspectorTokens::showToken);
    connect(&theme, &Theme::changed, this, &InspectorTokens::restyle);
    restyle();
}

void InspectorTokens::setTokenizer(std::optional<Tokenizer> tokenizer)
{
    m_tokenizer = std::move(tokenizer);
    if (m_rollout)
        refill();
}

void InspectorTokens::showRollout(const Rollout& rollout)
{
    const bool same = m_rollout && m_rollout->id == rollout.id && m_rollout->index == rollout.index &&
                      m_rollout->tokens == rollout.tokens;
    const int selected = same ? m_text->selected() : -1;
    m_rollout = rollout;
    const bool trained = rollout.advantage.has_value();
    m_colouring->setSegmentEnabled(2, trained);
    m_colouring->setSegmentToolTip(2, trained ? QString() : tr("No step has trained on this answer"));
    if (!trained && m_colouring->current() == 2) {
        m_colouring->setCurrent(0);
        m_text->setColouring(TokenColouring::Probability);
        m_legend->setColouring(TokenColouring::Probability);
    }
    refill();
    m_text->setSelected(selected >= 0 ? selected : leastLikely());
    showToken(m_text->selected());
}

void InspectorTokens::clear()
{
    m_rollout.reset();
    m_text->setTokens({});
    showToken(-1);
}

void InspectorTokens::refill()
{
    std::vector<TokenPiece> pieces;
    for (const TokenTrace& trace : m_rollout->tokens)
        pieces.push_back({tokenLabel(trace.token), std::exp(trace.logprob), trace.entropy,
                          m_rollout->advantage.value_or(0.0F)});
    const int selected = m_text->selected();
    m_text->setTokens(std::move(pieces));
    m_text->setSelected(selected);
    showToken(m_text->selected());
}

QString InspectorTokens::tokenLabel(std::int32_t id) const
{
    const std::string bytes = m_tokenizer ? m_tokenizer->tokenBytes(id) : std::string();
    return bytes.empty() ? QStringLiteral(" #%1").arg(id) : textOfBytes(bytes);
}

int InspectorTokens::leastLikely() const
{
    const auto found = std::ranges::min_element(m_rollout->tokens, {}, &TokenTrace::logprob);
    return found == m_rollout->tokens.end() ? -1 : static_cast<int>(found - m_rollout->tokens.begin());
}

void InspectorTokens::showToken(int token)
{
    const bool any = m_rollout && token >= 0 && token < static_cast<int>(m_rollout->tokens.size());
    m_selected->setVisible(any);
    m_bars->setVisible(any);
    if (!any)
        return;
    const TokenTrace& trace = m_rollout->tokens[static_cast<std::size_t>(token)];
    const Colours& c = m_theme.colours();
    const QString head = tr("Token %1").arg(QLocale().toString(token + 1));
    const QString facts =
        tr("p %1 · rank %2 · entropy %3 nats")
            .arg(probabilityText(std::exp(static_cast<double>(trace.logprob))),
                 QLocale().toString(trace.rank), number(static_cast<double>(trace.entropy), 2));
    m_selected->setText(QStringLiteral("<span style=\"font-weight:600\">%1</span>&nbsp; <span "
                                       "style=\"font-family:'%2'\">%3</span>&nbsp; "
                                       "<span style=\"color:%4\">%5</span>")
                            .arg(head, m_theme.tokenFont().family(),
                                 visibleToken(tokenLabel(trace.token)).toHtmlEscaped(), c.dim.name(), facts));
    std::vector<ProbabilityBars::Row> rows;
    for (const TokenAlternative& other : trace.likeliest) {
        if (other.token >= 0)
            rows.push_back({visibleToken(tokenLabel(other.token)),
                            std::exp(static_cast<double>(other.logprob)), other.token == trace.token});
    }
    m_bars->setRows(std::move(rows));
}

void InspectorTokens::restyle()
{
    m_title->setFont(m_theme.strongFont());
    showToken(m_text->selected());
}

} // namespace rw::ui
