// Readers of the texts that toDot, toMermaid and toSvg write, no more than the tests need: what stands in them, as plain values.

/** What the picture of a graph shows: names, latents, and edges with their marks. */
export interface ShownGraph {
  readonly kind: string
  readonly nodes: readonly string[]
  readonly latents: readonly string[]
  /** `from fromMark toMark to`, ends in one order. */
  readonly edges: readonly string[]
}

const edge = (a: string, aMark: string, b: string, bMark: string): string =>
  JSON.stringify(
    [
      [a, aMark],
      [b, bMark],
    ].sort(([x], [y]) => (x! < y! ? -1 : 1)),
  )

/** The graph in a Mermaid text; throws for a line that it does not know. */
export function readMermaid(text: string): ShownGraph {
  const [head, ...lines] = text.split('\n').filter((line) => line !== '')
  if (!/^flowchart (LR|TD)$/.test(head!)) throw new Error(head)
  const names = new Map<string, string>()
  const latents: string[] = []
  const edges: string[] = []
  let kind = ''
  const named = (quoted: string): string =>
    quoted.replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
  for (const line of lines) {
    const comment = /^ {2}%% kind: (\w+)$/.exec(line)
    const node = /^ {2}(n\d+)\("([^"]*)"\)$/.exec(line)
    const style = /^ {2}style (n\d+) stroke-dasharray: 4 3$/.exec(line)
    const link = /^ {2}(n\d+) (---|-->|<-\.->|o--o|--o)(?:\|"([^"]*)"\|)? (n\d+)$/.exec(line)
    if (comment) kind = comment[1]!
    else if (node) names.set(node[1]!, named(node[2]!))
    else if (style) latents.push(names.get(style[1]!)!)
    else if (link) {
      const [a, b] = [names.get(link[1]!)!, names.get(link[4]!)!]
      const said = link[3] === undefined ? undefined : named(link[3])
      if (said !== undefined && said !== `circle at ${a}`) throw new Error(line)
      const marks = {
        '---': 'tail tail',
        '-->': 'tail arrow',
        '<-.->': 'arrow arrow',
        'o--o': 'circle circle',
        '--o': 'tail circle',
      }
      const [aMark, bMark] = marks[link[2] as keyof typeof marks].split(' ') as [string, string]
      edges.push(edge(a, said === undefined ? aMark : 'circle', b, bMark))
    } else throw new Error(line)
  }
  return { kind, nodes: [...names.values()], latents, edges: edges.sort() }
}

/** The graph in a DOT text. */
export function readDot(text: string): ShownGraph {
  const word = '"((?:[^"\\\\]|\\\\[\\s\\S])*)"'
  const plain = (quoted: string): string => quoted.replace(/\\([\s\S])/g, '$1')
  const body =
    /^digraph \{\n {2}(?:rankdir=(?:LR|TB)|layout=neato;\n {2}splines=true);\n {2}graph \[kind=(\w+)\];\n([\s\S]*)\}\n$/.exec(
      text,
    )
  if (body === null) throw new Error(text)
  const nodes: string[] = []
  const latents: string[] = []
  const edges: string[] = []
  const statement = new RegExp(` {2}${word}(?: -> ${word})?(?: \\[((?:[^\\]"]|"[^"]*")*)\\])?;\\n`, 'gy')
  let read = 0
  for (const match of body[2]!.matchAll(statement)) {
    read += match[0].length
    const [, from, to, attributes = ''] = match
    const heads = { none: 'tail', normal: 'arrow', odot: 'circle' }
    const mark = (key: string, otherwise: string): string => {
      const found = new RegExp(`${key}=(\\w+)`).exec(attributes)?.[1]
      return found === undefined ? otherwise : heads[found as keyof typeof heads]
    }
    if (to !== undefined)
      edges.push(edge(plain(from!), mark('arrowtail', 'tail'), plain(to), mark('arrowhead', 'arrow')))
    else {
      nodes.push(plain(from!))
      if (attributes.includes('latent=true')) latents.push(plain(from!))
    }
  }
  if (read !== body[2]!.length) throw new Error(text)
  return { kind: body[1]!, nodes, latents, edges: edges.sort() }
}

/** What a graph holds, in the readers' form. */
export function shownGraph(graph: {
  readonly kind: string
  readonly nodes: readonly string[]
  readonly latents: readonly string[]
  readonly edges: readonly { from: string; to: string; fromMark: string; toMark: string }[]
}): ShownGraph {
  return {
    kind: graph.kind,
    nodes: graph.nodes,
    latents: graph.latents,
    edges: graph.edges.map(({ from, to, fromMark, toMark }) => edge(from, fromMark, to, toMark)).sort(),
  }
}

/** Throws unless a text is well-formed XML of elements, attributes and text (no doctype, no comments, no CDATA). */
export function assertWellFormed(xml: string): void {
  const name = '[A-Za-z_][\\w.-]*'
  const reference = /&(?:amp|lt|gt|quot|#39|#\d+);/g
  const open: string[] = []
  let at = 0
  const token = new RegExp(`<(/)?(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/)?>|([^<]+)`, 'gy')
  for (const match of xml.matchAll(token)) {
    at += match[0].length
    const [whole, closing, tag, attributes = '', alone, text] = match
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(whole)) throw new Error('a forbidden character')
    if (/\p{Cs}/u.test(whole)) throw new Error('half a surrogate pair')
    if ((text ?? attributes).replace(reference, '').includes('&')) throw new Error(`a bare & in ${whole}`)
    const keys = [...attributes.matchAll(new RegExp(`(${name})="`, 'g'))].map((m) => m[1])
    if (new Set(keys).size !== keys.length) throw new Error(`an attribute twice in ${whole}`)
    if (closing) {
      if (open.pop() !== tag) throw new Error(`</${tag}> closes nothing`)
    } else if (tag !== undefined && !alone) open.push(tag)
  }
  if (at !== xml.length || open.length > 0) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`)
}

/** The drawn points of a path of lines and curves, closely sampled. */
export function pathPoints(d: string): readonly (readonly [number, number])[] {
  const points: [number, number][] = []
  let here: [number, number] = [0, 0]
  for (const [, letter, numbers] of d.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const flat = numbers!.trim().split(/[ ,]+/).map(Number)
    const ends = Array.from({ length: flat.length / 2 }, (_, i): [number, number] => [flat[2 * i]!, flat[2 * i + 1]!])
    if (letter !== 'M') {
      for (let k = 1; k <= 40; k++) {
        let row = [here, ...ends]
        while (row.length > 1) {
          row = row.slice(1).map((q, i): [number, number] => {
            const p = row[i]!
            return [p[0] + (k / 40) * (q[0] - p[0]), p[1] + (k / 40) * (q[1] - p[1])]
          })
        }
        points.push(row[0]!)
      }
    } else points.push(ends[0]!)
    here = ends.at(-1)!
  }
  return points
}
