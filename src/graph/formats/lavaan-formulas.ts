import { show } from '../../show.js'
import { quotedEnd, unreadable } from '../../text.js'

/** A piece of a lavaan model. */
export interface LavaanToken {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

// longest first; what follows none of these is no part of the syntax
const piece =
  /([\p{L}.][\p{L}\p{M}\p{N}._]*)|((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(~\*~|=~|~~|<~|:=|==|[-~|<>:+*/^%?(),=&])|(;|\r\n?|\n)|([ \t\f\v\uFEFF]+)|([#!][^\r\n]*)/uy

/** The formulas of a model, each as its pieces: one a line, or with `;` between; a line that ends in a sign, or comes before one that begins with a sign, goes on. */
export function lavaanFormulas(source: string): LavaanToken[][] {
  const formulas: LavaanToken[][] = []
  let current: LavaanToken[] = []
  let depth = 0
  /** Whether the line ended after `current`: only a sign continues the formula. */
  let lineEnded = false
  const end = (): void => {
    if (current.length > 0) formulas.push(current)
    current = []
    depth = 0
    lineEnded = false
  }
  const take = (token: LavaanToken): void => {
    if (lineEnded && !isBinary(token)) end()
    lineEnded = false
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    current.push(token)
  }
  for (let at = 0; at < source.length; ) {
    if (source[at] === '"' || source[at] === "'") {
      const close = quotedEnd(source, at)
      if (close < 0) throw unreadable(source, at, 'the quote that opens here is never closed.')
      take({ kind: 'string', text: source.slice(at, close), at })
      at = close
      continue
    }
    piece.lastIndex = at
    const match = piece.exec(source)
    if (match === null)
      throw unreadable(
        source,
        at,
        `cannot read ${show(String.fromCodePoint(source.codePointAt(at)!))} in a lavaan model.`,
      )
    const [text, name, number, sign, stop] = match
    if (name !== undefined) take({ kind: 'name', text, at })
    else if (number !== undefined) take({ kind: 'number', text, at })
    else if (sign !== undefined) take({ kind: 'sign', text, at })
    else if (stop === ';') end()
    else if (stop !== undefined) lineEnded = current.length > 0 && depth <= 0 && !isBinary(current.at(-1)!)
    at += text.length
  }
  end()
  return formulas
}

/** A sign that wants something on both sides. */
function isBinary({ kind, text }: LavaanToken): boolean {
  return kind === 'sign' && text !== '(' && text !== ')'
}

/** The parts between signs `text` that stand outside brackets. */
export function partedBy(tokens: readonly LavaanToken[], text: string): LavaanToken[][] {
  const parts: LavaanToken[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'sign' && token.text === '(') depth++
    if (token.kind === 'sign' && token.text === ')') depth--
    if (depth === 0 && token.kind === 'sign' && token.text === text) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts
}
