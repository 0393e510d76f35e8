/** A box on the canvas. */
export interface TextBox {
  readonly row: number
  readonly takes: number
  readonly gives: number
  readonly caption: string
  /** What is written on the wires that it makes. */
  readonly labels: readonly string[]
}

const width = (text: string): number => [...text].length

/** Lines of text that grow to the right. Wires run on every second line; a row is the number of a wire's line. */
export class TextCanvas {
  private readonly lines: string[] = []
  private length = 0
  private readonly live = new Set<number>()
  private pending: { readonly row: number; readonly copies: number }[] = []

  /** Writes one column of signs; wires run on where nothing is written. */
  private column(cells: ReadonlyMap<number, string>, size: number): void {
    const most = Math.max(this.lines.length - 1, ...cells.keys(), ...[...this.live].map((row) => 2 * row))
    while (this.lines.length <= most) this.lines.push(' '.repeat(this.length))
    for (let line = 0; line < this.lines.length; line++) {
      const isWire = line % 2 === 0 && this.live.has(line / 2)
      const text = cells.get(line) ?? ''
      this.lines[line] += text + (isWire ? '─' : ' ').repeat(Math.max(0, size - width(text)))
    }
    this.length += size
  }

  /** The names of what comes in. */
  start(names: readonly string[]): void {
    const size = Math.max(0, ...names.map(width))
    if (names.length > 0) this.column(new Map(names.map((name, i) => [2 * i, name.padEnd(size + 1)])), size + 1)
    for (const i of names.keys()) this.live.add(i)
    if (names.length > 0) this.column(new Map(), 1)
  }

  /** Leads wires from row to row, one after another; where none can go, one makes room at the bottom. */
  route(moves: readonly (readonly [number, number])[]): void {
    const open = moves.filter(([from, to]) => from !== to).map(([from, to]) => ({ from, to }))
    while (open.length > 0) {
      const crossings = ({ from, to }: { from: number; to: number }): number =>
        [...this.live].filter((row) => row > Math.min(from, to) && row < Math.max(from, to)).length
      const ready = open.filter(({ to }) => !this.live.has(to)).sort((a, b) => crossings(a) - crossings(b))
      const [next] = ready
      if (next === undefined) {
        const bottom = Math.max(...this.live) + 1
        this.move(open[0]!.from, bottom)
        open[0]!.from = bottom
        continue
      }
      this.move(next.from, next.to)
      open.splice(open.indexOf(next), 1)
    }
  }

  private move(from: number, to: number): void {
    const down = to > from
    const cells = new Map([
      [2 * from, down ? '┐' : '┘'],
      [2 * to, down ? '└' : '┌'],
    ])
    for (let line = 2 * Math.min(from, to) + 1; line < 2 * Math.max(from, to); line++)
      cells.set(line, line % 2 === 0 && this.live.has(line / 2) ? '┼' : '│')
    this.column(cells, 1)
    this.live.delete(from)
    this.live.add(to)
    this.column(new Map(), 1)
  }

  /** A wire that goes on several times, or not at all. */
  copies(row: number, copies: number): void {
    if (copies !== 1) this.pending.push({ row, copies })
  }

  /** Draws the copies asked for, in one column. */
  settle(): void {
    const cells = new Map<number, string>()
    for (const { row, copies } of this.pending) {
      cells.set(2 * row, copies === 0 ? '⊣' : '●')
      for (let k = 1; k < copies; k++) {
        cells.set(2 * (row + k) - 1, '│')
        cells.set(2 * (row + k), k === copies - 1 ? '└' : '├')
      }
    }
    this.column(cells, 1)
    for (const { row, copies } of this.pending) {
      if (copies === 0) this.live.delete(row)
      for (let k = 1; k < copies; k++) this.live.add(row + k)
    }
    this.pending = []
    this.column(new Map(), 1)
  }

  /** Boxes side by side, all of one width, and the names of what they make. */
  boxes(boxes: readonly TextBox[]): void {
    const inner = Math.max(0, ...boxes.map(({ caption }) => width(caption))) + 2
    const [left, middle, right, labels] = [0, 1, 2, 3].map(() => new Map<number, string>()) as [
      Map<number, string>,
      Map<number, string>,
      Map<number, string>,
      Map<number, string>,
    ]
    for (const { row, takes, gives, caption, labels: names } of boxes) {
      const height = Math.max(takes, gives, 1)
      const [top, bottom] = [2 * row, 2 * (row + height - 1)]
      for (let line = top; line <= bottom; line++) {
        const port = line % 2 === 0 ? line / 2 - row : height
        left.set(line, port < takes ? '┤' : '│')
        right.set(line, port < gives ? '├' : '│')
        const isMiddle = line === top + Math.floor((bottom - top) / 2)
        const before = Math.floor((inner - width(caption)) / 2)
        middle.set(
          line,
          isMiddle ? (' '.repeat(before) + caption).padEnd(inner + caption.length - width(caption)) : ' '.repeat(inner),
        )
      }
      for (const [i, name] of names.entries()) if (name !== '') labels.set(2 * (row + i), `─${name}─`)
    }
    this.column(left, 1)
    for (const { row, takes } of boxes) for (let i = 0; i < takes; i++) this.live.delete(row + i)
    this.column(middle, inner)
    for (const { row, gives } of boxes) for (let i = 0; i < gives; i++) this.live.add(row + i)
    this.column(right, 1)
    if (labels.size > 0) this.column(labels, Math.max(...[...labels.values()].map(width)))
    this.column(new Map(), 1)
  }

  /** The names of what goes out, and all lines. */
  end(rows: readonly number[], names: readonly string[]): string {
    this.live.clear()
    this.column(
      new Map(rows.map((row, i) => [2 * row, ` ${names[i]}`])),
      Math.max(0, ...names.map((name) => width(name) + 1)),
    )
    return this.lines.map((line) => line.trimEnd()).join('\n')
  }
}
