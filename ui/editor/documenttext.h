// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>

class QTextDocument;

namespace targetdesk {

/// How a source ends its lines. A document holds `\n` only, so what it was is kept beside it.
enum class LineEnding { Lf, CrLf };

/// CrLf when every line of the source ends so.
LineEnding lineEndingOf(const std::string &source);

/// The document's text as UTF-8, byte for byte: no-break spaces stay (QTextDocument::toPlainText() would drop them).
std::string sourceOf(const QTextDocument &document, LineEnding lineEnding);

/// The document's text, each character at its position there, lines ended by `\n`.
QString rawTextOf(const QTextDocument &document);

/// Position in the document of a line and column as problems give them (1-based, columns in code points); clipped to the text.
int positionOf(const QTextDocument &document, int line, int column);

/// Column in code points, 1-based, of a position.
int columnOf(const QTextDocument &document, int position);

} // namespace targetdesk
