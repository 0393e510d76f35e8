// How a query is answered, here and in the browser.
import MiniSearch from 'minisearch'
import { synonyms } from './synonyms.mjs'

/** What the index is made of. */
export const indexOptions = {
  fields: ['title', 'section', 'text'],
  storeFields: ['title', 'section', 'url', 'kind'],
}
const weight = { guide: 3, example: 2.5, room: 1.5, trust: 2 }
const strict = {
  prefix: (term) => term.length > 2,
  fuzzy: (term) => (term.length > 4 ? 0.15 : false),
  combineWith: 'AND',
}

/** @param {object} stored an index as JSON @returns {(query: string) => { title: string, section: string, url: string, kind: string }[]} */
export function finder(stored) {
  const index = MiniSearch.loadJS(stored, indexOptions)
  return (query) => {
    const asked = query.trim()
    if (asked === '') return []
    const near = synonyms.get(asked.toLowerCase())
    // an acronym that stands for other words is not looked for as a word: "did" is one of the commonest
    const queries =
      near !== undefined && asked.length <= 3 ? [] : [{ queries: [asked], ...strict, boost: { title: 6, section: 4 } }]
    if (near !== undefined)
      queries.push({ queries: [near], combineWith: 'OR', prefix: false, fuzzy: false, boost: { title: 4, section: 3 } })
    const found = index.search(
      { combineWith: 'OR', queries },
      { boostDocument: (_, __, stored) => weight[stored?.kind] ?? 1 },
    )
    const of = new Map()
    const results = found.filter(({ url }) => {
      const page = url.replace(/#.*/, '')
      of.set(page, (of.get(page) ?? 0) + 1)
      return of.get(page) <= 2
    })
    const exact = ({ kind, title }) =>
      kind !== 'guide' && kind !== 'example' && title.toLowerCase() === asked.toLowerCase()
    const rank = (result) =>
      exact(result) ? 0 : result.kind === 'guide' || result.kind === 'example' || result.kind === 'trust' ? 1 : 2
    const top = results.filter((result) => rank(result) === 1).slice(0, 6)
    return [
      ...results.filter(exact),
      ...top,
      ...results.filter((result) => rank(result) === 2 && !exact(result)),
    ].slice(0, 14)
  }
}
