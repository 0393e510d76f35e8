import type { Categorical } from 'causalkit/data'

/** The cells of one column as they come: numbers, or texts as codes; one text makes texts of all. */
export class Cells {
  /** NaN where nothing is. */
  private numbers: Float64Array | undefined
  private codes: Int32Array | undefined
  private readonly levels = new Map<string, number>()
  /** Rows that came. */
  filled = 0

  constructor(readonly rowCount: number) {}

  get areTexts(): boolean {
    return this.codes !== undefined
  }

  skip(): void {
    this.filled++
  }

  add(value: number | string): void {
    if (typeof value === 'number' && this.codes === undefined) {
      this.numbers ??= new Float64Array(this.rowCount).fill(Number.NaN)
      this.numbers[this.filled++] = value
      return
    }
    if (this.codes === undefined) this.turnToTexts()
    this.codes![this.filled++] = this.codeOf(String(value))
  }

  private codeOf(text: string): number {
    let code = this.levels.get(text)
    if (code === undefined) {
      code = this.levels.size
      this.levels.set(text, code)
    }
    return code
  }

  private turnToTexts(): void {
    const codes = new Int32Array(this.rowCount).fill(-1)
    this.numbers?.forEach((value, i) => {
      if (!Number.isNaN(value)) codes[i] = this.codeOf(String(value))
    })
    this.numbers = undefined
    this.codes = codes
  }

  /** The column: categories in the order of their texts. */
  column(): Float64Array | Categorical {
    if (this.codes === undefined) return this.numbers ?? new Float64Array(this.rowCount).fill(Number.NaN)
    const texts = [...this.levels.keys()]
    const order = texts.map((_, i) => i).sort((a, b) => (texts[a]! < texts[b]! ? -1 : 1))
    const place = new Int32Array(texts.length)
    for (const [rank, code] of order.entries()) place[code] = rank
    return {
      codes: this.codes.map((code) => (code < 0 ? -1 : place[code]!)),
      levels: order.map((code) => texts[code]!),
    }
  }
}
