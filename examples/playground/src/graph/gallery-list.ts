import * as gallery from 'causalkit/gallery'
import { type CausalGraph, toDagitty } from 'causalkit/graph'

/** A graph of the gallery with what is usually asked of it. */
export interface GalleryGraph {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly treatment?: string
  readonly outcome?: string
}

const asked: Readonly<Record<string, readonly [title: string, treatment: string, outcome: string]>> = {
  backDoorGraph: ['Back doors (Pearl, figure 3.4)', 'Xi', 'Xj'],
  counterfactualWorldsGraph: ['Two worlds', '', ''],
  mBiasGraph: ['M-bias: do not adjust for M', 'X', 'Y'],
  butterflyGraph: ['The butterfly', 'X', 'Y'],
  berksonGraph: ['Berkson: selection joins causes', 'X', 'Y'],
  timeVaryingGraph: ['Treatments over time', 'A', 'Y'],
  simpsonGraph: ['Simpson’s paradox', 'treatment', 'recovery'],
  berkeleyGraph: ['Admissions at Berkeley', 'gender', 'admitted'],
  smokingGraph: ['Smoking, tar and cancer (front door)', 'smoking', 'cancer'],
  frontDoorGraph: ['The front door', 'X', 'Y'],
  bowGraph: ['The bow: not identifiable', 'X', 'Y'],
  napkinGraph: ['The napkin', 'X', 'Y'],
}

/** All graphs of the gallery as texts, the better known ones by their titles. */
export const galleryGraphs: readonly GalleryGraph[] = Object.entries(gallery)
  .filter(([name, value]) => name.endsWith('Graph') && 'nodes' in (value as object))
  .map(([name, value]) => {
    const graph = value as CausalGraph
    const [title, treatment, outcome] = asked[name] ?? []
    const guess = (wanted: string | undefined, usual: string): string | undefined =>
      wanted !== undefined && graph.nodes.includes(wanted) ? wanted : graph.nodes.includes(usual) ? usual : undefined
    const [x, y] = [guess(treatment, 'X'), guess(outcome, 'Y')]
    return {
      name,
      title: title ?? spaced(name),
      text: inLines(toDagitty(graph)),
      ...(x === undefined ? {} : { treatment: x }),
      ...(y === undefined ? {} : { outcome: y }),
    }
  })
  .sort((a, b) => (a.title < b.title ? -1 : 1))

/** `longFrontDoorGraph` as “Long front door”. */
function spaced(name: string): string {
  const words = name.replace(/Graph$/, '').replace(/([a-z])([A-Z0-9])/g, '$1 $2')
  return words[0]!.toUpperCase() + words.slice(1).toLowerCase()
}

/** One statement a line. */
function inLines(text: string): string {
  const name = String.raw`(?:"(?:\\.|[^"\\])*"|[\w.]+)`
  const statement = new RegExp(String.raw`${name}(?:\s(?:<->|->|<-|--|@\S*|\S*@)\s${name}|\s\[[^\]]*\])?`, 'g')
  const open = text.indexOf('{')
  const inside = text.slice(open + 1, -1)
  return `${text.slice(0, open + 1)}\n${(inside.match(statement) ?? []).map((line) => `  ${line}`).join('\n')}\n}`
}
