import type { CausalGraph, Mark } from '../graph/types.js'

const shapes: Record<Mark, string> = { tail: 'none', arrow: 'normal', circle: 'odot' }

/** A graph as DOT. Every name stands in quotes, so that any name can be read back. */
export function graphDot(graph: CausalGraph): string {
  const latent = new Set<string>(graph.latents)
  const lines = [`digraph {`, `  graph [kind=${graph.kind}]`]
  for (const name of graph.nodes)
    lines.push(`  ${quoted(name)}${latent.has(name) ? ' [latent=true, style=dashed]' : ''}`)
  for (const { from, to, fromMark, toMark } of graph.edges) {
    const plain = fromMark === 'tail' && toMark === 'arrow'
    const style = fromMark === 'arrow' && toMark === 'arrow' ? ', style=dashed' : ''
    const extra = plain ? '' : ` [dir=both, arrowtail=${shapes[fromMark]}, arrowhead=${shapes[toMark]}${style}]`
    lines.push(`  ${quoted(from)} -> ${quoted(to)}${extra}`)
  }
  return [...lines, '}', ''].join('\n')
}

function quoted(name: string): string {
  return `"${name.replace(/["\\]/g, '\\$&')}"`
}
