/** A text in double quotes, for DOT. */
export function quoteDot(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r/g, '\\r').replace(/\n/g, '\\n')}"`
}

/**
 * A text in double quotes, for Mermaid: all that it could read as syntax, as Markdown, as a directive or as a formula
 * stands as a numbered entity.
 */
export function quoteMermaid(text: string): string {
  const safe = text.replace(/[\p{Cc}"#$%&*+:;<=>@[\\\]^`{|}~]|^[\s\d.-]|\s$|\s(?=\s)/gu, (character) => {
    return `#${character.codePointAt(0)};`
  })
  return `"${safe}"`
}

const latex: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['$', '\\$'],
  ['&', '\\&'],
  ['#', '\\#'],
  ['_', '\\_'],
  ['%', '\\%'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  // in the oldest font encoding these three are other characters
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
])

/**
 * A text safe in LaTeX: no ligatures (`--` would be a dash), spaces kept, and control characters by their codes, as ⟨000A⟩
 * for a new line.
 */
export function escapeLatex(text: string): string {
  return text.replace(/[\\{}$&#_%~^<>|]|[-`'!?,](?=[-`',])|^ | $| (?= )|\p{Cc}/gu, (character) => {
    const known = latex.get(character)
    if (known !== undefined) return known
    if (character === ' ') return '\\ '
    if (/\p{Cc}/u.test(character)) {
      return `$\\langle\\mathrm{${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}}\\rangle$`
    }
    return `${character}{}`
  })
}

/** A text on one line, in double quotes, for comments. */
export function quoteComment(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
