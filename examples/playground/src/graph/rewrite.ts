import type { Edge } from 'causalkit/graph'
import { connectorOf, edgeKey, modelOf, type TextModel, type TextRole } from './model'
import { nameIn, type Piece, piecesOf, written } from './pieces'
import { withoutEdge, withoutNode, withoutRole } from './text-edits'

/** A change made in the picture, to be made in the text. */
export type GraphEdit =
  | { readonly do: 'add'; readonly node: string }
  | { readonly do: 'connect'; readonly edge: Edge }
  | { readonly do: 'disconnect'; readonly edge: Edge }
  | { readonly do: 'remove'; readonly node: string }
  | { readonly do: 'rename'; readonly node: string; readonly to: string }
  | { readonly do: 'unmark'; readonly node: string; readonly role: TextRole }

/** The new text, or why the change cannot be made. */
export type Rewritten =
  | { readonly done: true; readonly text: string }
  | { readonly done: false; readonly message: string }

/**
 * The text after a change: as little of it as possible is touched, and what comes out is read again and compared with what
 * was asked. Where a group such as `{a b} -> c` stands in the way the text is written anew, its comments on top.
 */
export function rewritten(text: string, edit: GraphEdit): Rewritten {
  const before = modelOf(text)
  if (typeof before === 'string') {
    return { done: false, message: `The text has a fault that must be mended first: ${before}` }
  }
  const fault = faultOf(before, edit)
  if (fault !== null) return { done: false, message: fault }
  const asked = signature(after(before, edit))
  let message = 'The change could not be made in this text: please type it.'
  for (const attempt of [edited(text, edit), anew(text, after(before, edit))]) {
    const found = modelOf(attempt)
    if (typeof found === 'string') message = found
    else if (signature(plain(found)) === asked) return { done: true, text: attempt }
  }
  return { done: false, message }
}

/** Why a change makes no sense in this graph, or null. */
function faultOf({ graph }: TextModel, edit: GraphEdit): string | null {
  const has = (name: string): boolean => graph.nodes.includes(name)
  if (edit.do === 'add' || edit.do === 'rename') {
    const name = edit.do === 'add' ? edit.node : edit.to
    if (name.trim() === '') return 'Type a name for the node first.'
    if (name !== name.trim()) return 'A name neither begins nor ends with a space.'
    if (has(name)) return `There is a node called “${name}” already: choose another name.`
    return null
  }
  if (edit.do === 'connect') {
    const key = edgeKey(edit.edge)
    const { from, to } = edit.edge
    if (from === to) return 'An edge joins two different nodes: choose another one.'
    return graph.edges.some((edge) => edgeKey(edge) === key) ? `“${from}” and “${to}” are joined so already.` : null
  }
  return null
}

interface Plain {
  readonly kind: string
  readonly nodes: readonly string[]
  readonly edges: readonly Edge[]
  readonly roles: TextModel['roles']
}

function plain({ graph, roles }: TextModel): Plain {
  return { kind: graph.kind, nodes: graph.nodes, edges: graph.edges, roles }
}

const roleNames: readonly TextRole[] = ['exposure', 'outcome', 'latent', 'selected', 'adjusted']

function mapRoles(roles: TextModel['roles'], each: (names: readonly string[], role: TextRole) => readonly string[]) {
  return Object.fromEntries(roleNames.map((role) => [role, each(roles[role], role)])) as unknown as TextModel['roles']
}

/** What the text should say after the change. */
function after(model: TextModel, edit: GraphEdit): Plain {
  const { kind, nodes, edges, roles } = plain(model)
  switch (edit.do) {
    case 'add':
      return { kind, nodes: [...nodes, edit.node], edges, roles }
    case 'connect':
      return {
        kind,
        nodes: [...new Set([...nodes, edit.edge.from, edit.edge.to])],
        edges: [...edges, edit.edge],
        roles,
      }
    case 'disconnect':
      return { kind, nodes, edges: edges.filter((edge) => edgeKey(edge) !== edgeKey(edit.edge)), roles }
    case 'remove': {
      const others = (names: readonly string[]): readonly string[] => names.filter((name) => name !== edit.node)
      const left = edges.filter(({ from, to }) => from !== edit.node && to !== edit.node)
      return { kind, nodes: others(nodes), edges: left, roles: mapRoles(roles, others) }
    }
    case 'rename': {
      const renamed = (name: string): string => (name === edit.node ? edit.to : name)
      const moved = edges.map((edge) => ({ ...edge, from: renamed(edge.from), to: renamed(edge.to) }))
      return {
        kind,
        nodes: nodes.map(renamed),
        edges: moved,
        roles: mapRoles(roles, (names) => names.map(renamed)),
      }
    }
    case 'unmark':
      return {
        kind,
        nodes,
        edges,
        roles: mapRoles(roles, (names, role) =>
          role === edit.role ? names.filter((name) => name !== edit.node) : names,
        ),
      }
  }
}

/** What is compared: nothing that hangs on order, and no difference between a DAG and an ADMG. */
function signature({ kind, nodes, edges, roles }: Plain): string {
  return JSON.stringify([
    kind === 'admg' ? 'dag' : kind,
    [...nodes].sort(),
    edges.map(edgeKey).sort(),
    roleNames.map((role) => [...roles[role]].sort()),
  ])
}

function edited(text: string, edit: GraphEdit): string {
  switch (edit.do) {
    case 'add':
      return appended(text, written(edit.node))
    case 'connect': {
      const { from, to } = edit.edge
      return appended(text, `${written(from)} ${connectorOf(edit.edge)} ${written(to)}`)
    }
    case 'disconnect':
      return withoutEdge(text, edit.edge)
    case 'remove':
      return withoutNode(text, edit.node)
    case 'rename':
      return piecesOf(text)
        .map((piece) => (isNode(piece, edit.node) ? written(edit.to) : piece.text))
        .join('')
    case 'unmark':
      return withoutRole(text, edit.node, edit.role)
  }
}

function isNode(piece: Piece, name: string): boolean {
  return piece.part === 'node' && nameIn(piece) === name
}

/** A statement on a line of its own, in front of the last brace where the text has one. */
function appended(text: string, statement: string): string {
  const pieces = piecesOf(text)
  const isBraced = pieces.some((piece) => piece.part === 'heading')
  const last = pieces.filter((piece) => piece.kind === 'mark' && piece.text === '}').at(-1)
  if (!isBraced || last === undefined) {
    const kept = text.replace(/\s+$/, '')
    return kept === '' ? statement : `${kept}\n${statement}`
  }
  const head = text.slice(0, last.from).replace(/\s+$/, '')
  return `${head}\n  ${statement}\n${text.slice(last.from)}`
}

/** The text written anew: comments first, then nodes with roles and places, then an edge a line. */
function anew(text: string, { kind, nodes, edges, roles }: Plain): string {
  const pieces = piecesOf(text)
  const model = modelOf(text)
  const places = typeof model === 'string' ? [] : (model.graph.positions ?? [])
  const comments = pieces.filter((piece) => piece.kind === 'comment').map((piece) => piece.text)
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]))
  const lines: string[] = []
  for (const node of nodes) {
    const place = places.find((each) => each.node === node)
    const attributes = [
      ...roleNames.filter((role) => roles[role].includes(node)),
      ...(place === undefined ? [] : [`pos="${place.x},${place.y}"`]),
    ]
    if (attributes.length > 0) lines.push(`${written(node)} [${attributes.join(',')}]`)
    else if (!joined.has(node)) lines.push(written(node))
  }
  for (const edge of edges) lines.push(`${written(edge.from)} ${connectorOf(edge)} ${written(edge.to)}`)
  const isBraced = pieces.some((piece) => piece.part === 'heading')
  if (!isBraced) return [...comments, ...lines].join('\n')
  return [...comments, `${kind === 'admg' ? 'dag' : kind} {`, ...lines.map((line) => `  ${line}`), '}'].join('\n')
}
