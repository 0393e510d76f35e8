import type { IndexedGraph } from '../graph/indexed.js'
import { kahnOrder } from '../graph/order.js'
import type { CausalGraph, Mark } from '../graph/types.js'

const tips: Record<Mark, string> = { tail: '', arrow: 'Stealth', circle: 'Circle[open]' }

/** A graph as a tikzpicture: nodes in columns by the length of the longest directed path to them. */
export function graphTikz(graph: CausalGraph, g: IndexedGraph): string {
  const column = new Int32Array(g.size)
  for (const a of kahnOrder(g)) {
    for (let k = g.children.start[a]!; k < g.children.start[a + 1]!; k++) {
      const b = g.children.node[k]!
      column[b] = Math.max(column[b]!, column[a]! + 1)
    }
  }
  const filled: number[] = []
  const lines = ['\\begin{tikzpicture}[>=Stealth, node distance=1cm] % \\usetikzlibrary{arrows.meta}']
  for (let i = 0; i < g.size; i++) {
    const row = filled[column[i]!] ?? 0
    filled[column[i]!] = row + 1
    const style = g.latent[i] === 1 ? '[draw, dashed, rounded corners] ' : ''
    // every second row is moved a little, so that edges along a row do not run through nodes
    const x = 2 * column[i]! + (row % 2) * 0.5
    lines.push(`  \\node ${style}(n${i}) at (${x}, ${-1.5 * row}) {${escaped(g.names[i]!)}};`)
  }
  const at = g.index
  for (const { from, to, fromMark, toMark } of graph.edges) {
    const dashed = fromMark === 'arrow' && toMark === 'arrow'
    const options = `${tip(fromMark)}-${tip(toMark)}${dashed ? ', dashed, bend left' : ''}`
    lines.push(`  \\draw[${options}] (n${at.get(from)}) to (n${at.get(to)});`)
  }
  return [...lines, '\\end{tikzpicture}', ''].join('\n')
}

function tip(mark: Mark): string {
  return tips[mark] === '' ? '' : `{${tips[mark]}}`
}

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
}

function escaped(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/[\\~^<>#$%&_{}]/g, (c) => special[c] ?? `\\${c}`)
}
