import type { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import type { Token } from './diagram-tokens.js'

/** Reads tokens one after another. */
export class TokenReader {
  private next = 0

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  /** The token that comes next, or one that comes later. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.next + ahead, this.tokens.length - 1)]!
  }

  take(): Token {
    const token = this.peek()
    this.next++
    return token
  }

  /** Takes a sign if it comes next. */
  takes(sign: string): boolean {
    const { kind, text } = this.peek()
    if (kind !== 'sign' || text !== sign) return false
    this.next++
    return true
  }

  /** Takes a sign that must come next. */
  must(sign: string, why: string): void {
    if (!this.takes(sign))
      throw this.wrong(this.peek(), `${show(sign)} is missing ${why}, found ${found(this.peek())}.`)
  }

  /** A name, plain or quoted. */
  name(what: string): string {
    const token = this.take()
    if (token.kind !== 'name' && token.kind !== 'quoted') {
      throw this.wrong(token, `${what} is missing, found ${found(token)}.`)
    }
    if (token.text === '') throw this.wrong(token, `${what} must not be empty.`)
    return token.text
  }

  /** Names up to a sign that is none: `A, B`. */
  names(what: string): string[] {
    const { kind } = this.peek()
    if (kind !== 'name' && kind !== 'quoted') return []
    const list = [this.name(what)]
    while (this.takes(',')) list.push(this.name(what))
    return list
  }

  /** A number. */
  number(what: string): number {
    const token = this.take()
    if (token.kind !== 'number') throw this.wrong(token, `${what} is missing, found ${found(token)}.`)
    return Number(token.text)
  }

  /** The error at a token. */
  wrong({ at }: { readonly at: number }, message: string): CausalError {
    return unreadable(this.text, at, message)
  }
}

/** A token as it stands in messages. */
export function found({ kind, text }: Token): string {
  return kind === 'end' ? 'the end of the text' : show(text)
}
