/** A text in double quotes, for DOT. */
export function quoteDot(text: string): string {
  return `"${text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\r?\n|\r/g, '\\n')}"`
}

/** A text in double quotes, for Mermaid: what it would read as syntax stands as a numbered entity. */
export function quoteMermaid(text: string): string {
  const safe = text.replace(/["#&<>`\\;\r\n]/g, (character) => `#${character.codePointAt(0)};`)
  return `"${safe}"`
}

const latex: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

/** A text safe in LaTeX. */
export function escapeLatex(text: string): string {
  return text.replace(/[\\{}$&#_%~^]/g, (character) => latex[character]!).replace(/[\r\n]+/g, ' ')
}
