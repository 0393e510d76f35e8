import { CausalError } from '../../errors.js'
import { show } from '../../show.js'

export interface Reader {
  peek(): string
  next(): string
  expect(token: string): void
  error(message: string): CausalError
}

/** Words, quoted names, numbers and signs, without comments. */
export function tokens(text: string): Reader {
  const pattern = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[{}()[\];,|]|[^\s{}()[\];,|"]+/g
  const list: { token: string; at: number }[] = []
  for (const match of text.matchAll(pattern)) {
    if (/^(\s|\/\/|\/\*)/.test(match[0])) continue
    list.push({ token: match[0].startsWith('"') ? unquoted(match[0]) : match[0], at: match.index })
  }
  let i = 0
  const error = (message: string): CausalError => {
    const at = list[Math.max(0, Math.min(i, list.length) - 1)]?.at ?? 0
    const before = text.slice(0, at).split('\n')
    const line = before.length
    const column = before.at(-1)!.length + 1
    return new CausalError('parse', `${message}, at line ${line}, column ${column}.`, { line, column })
  }
  const next = (): string => {
    if (i >= list.length) throw error('the text ends too early')
    return list[i++]!.token
  }
  return {
    peek: () => list[i]?.token ?? '',
    next,
    expect: (token) => {
      const found = next()
      if (found !== token) throw error(`expected ${show(token)}, found ${show(found)}`)
    },
    error,
  }
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string
  } catch {
    return token.slice(1, -1)
  }
}

export function skipBlock(reader: Reader): void {
  reader.expect('{')
  for (let depth = 1; depth > 0; ) {
    const token = reader.next()
    if (token === '{') depth++
    if (token === '}') depth--
  }
}

export function skipProperty(reader: Reader): void {
  while (reader.next() !== ';');
}

/** Words up to a closing sign, commas between them or not. */
export function listUntil(reader: Reader, end: string): string[] {
  const words: string[] = []
  for (let token = reader.next(); token !== end; token = reader.next()) if (token !== ',') words.push(token)
  return words
}

export function numbersOf(reader: Reader): number[] {
  return listUntil(reader, ';').map((word) => {
    const value = Number(word)
    if (!Number.isFinite(value)) throw reader.error(`expected a number, found ${show(word)}`)
    return value
  })
}
