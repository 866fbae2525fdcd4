#include "ui/panels/prompt_search.h"

#include "ui/panels/filter_chip.h"
#include "ui/panels/prompt_filter_form.h"
#include "ui/widgets/wrap_row.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QToolButton>

namespace rw::ui {

PromptSearch::PromptSearch(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(new QLineEdit(this))
    , m_more(new QToolButton(this))
    , m_form(new PromptFilterForm(theme, this))
{
    m_words->setObjectName(QStringLiteral("search"));
    m_words->setPlaceholderText(tr("Search prompts"));
    m_words->setAccessibleName(tr("Search prompts"));
    m_words->setClearButtonEnabled(true);
    m_words->installEventFilter(this);
    m_more->setObjectName(QStringLiteral("filters"));
    m_more->setCheckable(true);
    m_more->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // as high as the words
    m_more->setToolTip(tr("Order, category, difficulty, pass rate, tag"));
    m_form->hide();
    buildChips();
    buildLayout();
    connect(m_words, &QLineEdit::textChanged, this, &PromptSearch::tellChange);
    connect(m_more, &QToolButton::toggled, m_form, &QWidget::setVisible);
    connect(m_form, &PromptFilterForm::changed, this, &PromptSearch::tellChange);
    tellChange();
}

void PromptSearch::buildChips()
{
    struct Chip
    {
        QString text, tip;
        PromptShow show;
    };
    using Show = PromptShow;
    const std::array<Chip, 4> chips{{
        {tr("all"), tr("All prompts"), Show::All},
        {tr("never tried"), tr("Prompts without answers in this run"), Show::NeverTried},
        {tr("mixed"),
         tr("Some answers of the last group were right and some wrong: there is something to learn"),
         Show::Mixed},
        {tr("no signal"),
         tr("All answers of the last group were right, or none: nothing to learn from comparing them"),
         Show::NoSignal},
    }};
    auto* group = new QButtonGroup(this);
    for (std::size_t i = 0; i < chips.size(); ++i) {
        m_chips[i] = new FilterChip(m_theme, chips[i].text, this);
        m_chips[i]->setToolTip(chips[i].tip);
        group->addButton(m_chips[i]);
        connect(m_chips[i], &FilterChip::clicked, this, [this, show = chips[i].show] {
            m_show = show;
            tellChange();
        });
    }
    m_chips[0]->setChecked(true);
}

void PromptSearch::buildLayout()
{
    auto* words = new QHBoxLayout;
    words->setContentsMargins(0, 0, 0, m_theme.px(6));
    words->setSpacing(m_theme.px(6));
    words->addWidget(m_words, 1);
    words->addWidget(m_more);
    const auto pair = [this](FilterChip* one, FilterChip* other) {
        auto* holder = new QWidget(this);
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(m_theme.px(4));
        row->addWidget(one);
        row->addWidget(other);
        return holder;
    };
    auto* chips = new WrapRow(pair(m_chips[0], m_chips[1]), pair(m_chips[2], m_chips[3]), m_theme.px(4), this,
                              WrapRow::Place::Together);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, m_theme.px(6));
    layout->setSpacing(0);
    layout->addLayout(words);
    layout->addWidget(chips);
    layout->addSpacing(m_theme.px(6));
    layout->addWidget(m_form);
}

void PromptSearch::setChoices(const QStringList& categories, const std::vector<int>& difficulties,
                              const QStringList& tags)
{
    m_form->setChoices(categories, difficulties, tags);
    tellChange();
}

PromptFilter PromptSearch::filter() const
{
    PromptFilter filter;
    filter.words = m_words->text().simplified();
    filter.show = m_show;
    m_form->fill(filter);
    return filter;
}

void PromptSearch::clear()
{
    {
        const QSignalBlocker quiet(this);
        m_words->clear();
        m_form->clearFilters();
        m_chips[0]->setChecked(true);
        m_show = PromptShow::All;
    }
    tellChange();
}

void PromptSearch::focusWords()
{
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

bool PromptSearch::isUnfolded() const
{
    return m_more->isChecked();
}

void PromptSearch::unfold(bool unfolded)
{
    m_more->setChecked(unfolded);
}

void PromptSearch::tellChange()
{
    const int used = m_form->filtersInUse();
    m_more->setText(used == 0 ? tr("Filters") : tr("Filters (%1)").arg(QLocale().toString(used)));
    emit changed();
}

bool PromptSearch::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down) {
            emit downPressed();
            return true;
        }
        if (key == Qt::Key_Escape && !m_words->text().isEmpty()) {
            m_words->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rw::ui
