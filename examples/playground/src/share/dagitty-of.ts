const block = /^\s*(?:(?:\/\/|#)[^\n]*\n\s*)*(?:dag|pdag|mag|pag|digraph|graph)\b[^{]*\{/

/** What is typed, as whole dagitty text. */
export const dagittyOf = (text: string): string => (block.test(text) ? text : `dag {\n${text}\n}`)
