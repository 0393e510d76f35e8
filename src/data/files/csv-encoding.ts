/** What is wrong with the bytes that a text was made from, as far as it can be told from the text: null where nothing is. */
export function wrongEncoding(text: string): string | null {
  const start = text.slice(0, 64)
  if (start.startsWith('\uFFFE') || /^(?:\uFFFD\uFFFD|ÿþ|þÿ)/.test(start) || everySecondIsNul(start)) {
    return 'the text is in UTF-16 and was read in another encoding: read its bytes with new TextDecoder("utf-16le").decode(bytes), or "utf-16be".'
  }
  if (start.startsWith('ï»¿'))
    return 'the text is in UTF-8 and was read as Latin-1: read its bytes with new TextDecoder().decode(bytes).'
  return null
}

/** A plain text in UTF-16, read byte by byte, has a NUL beside each character. */
function everySecondIsNul(start: string): boolean {
  const nuls = [0, 0]
  for (let i = 0; i < start.length; i++) if (start[i] === '\0') nuls[i % 2]!++
  const half = Math.floor(start.length / 2)
  return half >= 2 && (nuls[0]! >= half || nuls[1]! >= half)
}
