/** What a stretch of a graph's text is; the stretches put together are the text. */
export interface Piece {
  readonly kind: 'space' | 'comment' | 'name' | 'connector' | 'mark' | 'other'
  readonly text: string
  readonly from: number
  readonly to: number
  /** Of a name: whether it is that of a node, a word before the brace, or something in brackets or beside `=`. */
  readonly part?: 'node' | 'heading' | 'attribute'
}

const inName = String.raw`\p{L}\p{M}\p{N}\p{Sc}\p{Extended_Pictographic}_.()%&?°'’\u200C\u200D\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}`
const patterns: readonly (readonly [Piece['kind'], RegExp])[] = [
  ['space', /\s+/uy],
  ['comment', /\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//uy],
  ['name', new RegExp(String.raw`"(?:\\[\s\S]|[^"\\])*"|(?:[${inName}]|/(?![/*])|@(?=[${inName}]))+`, 'uy')],
  ['connector', /<->|@->|<-@|@-@|@--|--@|->|<-|--|@-|-@/uy],
  ['mark', /[{}[\];,=:]/uy],
  ['other', /[\s\S]/uy],
]

const headings = /^(?:dag|pdag|mag|pag|digraph|graph)$/

/** The text in pieces, faults and all. */
export function piecesOf(text: string): readonly Piece[] {
  const raw: Piece[] = []
  for (let at = 0; at < text.length; ) {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at
      const found = pattern.exec(text)
      if (found === null) continue
      raw.push({ kind, text: found[0], from: at, to: at + found[0].length })
      at += found[0].length
      break
    }
  }
  const marks = raw.filter(({ kind }) => kind !== 'space' && kind !== 'comment')
  const open = marks.findIndex((piece) => piece.text === '{')
  const hasHeading =
    open > 0 && headings.test(marks[0]!.text) && marks.slice(0, open).every(({ kind }) => kind === 'name')
  let depth = 0
  const parts = new Map<Piece, NonNullable<Piece['part']>>()
  for (const [i, piece] of marks.entries()) {
    if (piece.kind === 'mark') {
      if (piece.text === '[') depth = 1
      if (piece.text === ']') depth = 0
    }
    if (piece.kind !== 'name') continue
    const besideEquals = marks[i + 1]?.text === '=' || marks[i - 1]?.text === '='
    parts.set(piece, hasHeading && i < open ? 'heading' : depth > 0 || besideEquals ? 'attribute' : 'node')
  }
  return raw.map((piece) => {
    const part = parts.get(piece)
    return part === undefined ? piece : { ...piece, part }
  })
}

/** The name that a piece of text stands for, its quotes taken off. */
export function nameIn(piece: Piece): string {
  return piece.text.startsWith('"') ? piece.text.slice(1, -1).replace(/\\([\s\S])/g, '$1') : piece.text
}

const reserved = /^(?:dag|pdag|mag|pag|digraph|graph|subgraph|strict|node|edge|bb)$/i

/** A name as it must be written: in quotes where it is no plain word. */
export function written(name: string): string {
  if (/^[A-Za-z_][\w.]*$/.test(name) && !reserved.test(name)) return name
  return `"${name.replace(/["\\]/g, '\\$&')}"`
}
