#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace rw::ui {

/// One token as TokenText shows it.
struct TokenPiece
{
    QString text;
    float probability = 1.0F;
    float entropy = 0.0F;   ///< nats
    float advantage = 0.0F; ///< of the whole answer
};

enum class TokenColouring { Probability, Entropy, Advantage };

/// Bin 0 (likely, or certain) to 4 of the heat colours.
int probabilityBin(float probability);
int entropyBin(float nats);

/// Visible form: spaces become middle dots, line ends a return sign.
QString visibleToken(const QString& text);

/// An answer token by token on coloured ground, wrapped. The lowest bin is also underlined with dots. A click
/// or the arrow keys select a token.
class TokenText : public QWidget
{
    Q_OBJECT

public:
    explicit TokenText(const Theme& theme, QWidget* parent = nullptr);

    void setTokens(std::vector<TokenPiece> tokens);
    void setColouring(TokenColouring colouring);
    [[nodiscard]] int selected() const { return m_selected; } ///< -1: none
    void setSelected(int token);                              ///< emits selectionChanged() where it changes
    [[nodiscard]] int count() const { return static_cast<int>(m_tokens.size()); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    void selectionChanged(int token);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Box
    {
        int token;
        QRect rect;
    };

    [[nodiscard]] std::vector<Box> boxes(int width) const;
    [[nodiscard]] int tokenAt(const QPoint& point) const;
    [[nodiscard]] int neighbour(int direction) const;
    [[nodiscard]] QColor ground(const TokenPiece& token) const;
    [[nodiscard]] bool isLowest(const TokenPiece& token) const;

    const Theme& m_theme;
    std::vector<TokenPiece> m_tokens;
    TokenColouring m_colouring = TokenColouring::Probability;
    int m_selected = -1;
};

} // namespace rw::ui
