// How a query is answered, here and in the browser.
import MiniSearch from 'minisearch'
import { pagesOf, plainQuery } from './synonyms.mjs'

/** American and British spelling, plural and singular are one word. @param {string} term */
const stem = (term) =>
  term
    .toLowerCase()
    .replace(/isation/, 'ization')
    .replace(/ise(s|d)?$/, 'ize$1')
    .replace(/our(s|ing|ed)?$/, 'or$1')
    .replace(/lling$/, 'ling')
    .replace(/([^s])s$/, '$1')

/** What the index is made of. */
export const indexOptions = {
  fields: ['title', 'section', 'keywords', 'text'],
  storeFields: ['title', 'section', 'url', 'kind'],
  processTerm: stem,
}
const weight = {
  guide: 3,
  example: 1.6,
  function: 1.5,
  room: 1.5,
  trust: 1.5,
  interface: 0.5,
  type: 0.5,
  'type alias': 0.5,
}
const strict = {
  prefix: (term) => term.length > 2,
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  combineWith: 'AND',
  boost: { title: 6, keywords: 5, section: 3 },
}
const isPage = (kind) => kind === 'guide' || kind === 'example' || kind === 'trust'
const bare = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** @typedef {{ title: string, section: string, url: string, kind: string }} Found */

/** @param {any} stored an index as JSON @returns {(query: string) => Found[]} */
export function finder(stored) {
  const index = MiniSearch.loadJS(stored, indexOptions)
  /** @type {Map<string, Found>} */
  const byUrl = new Map(Object.values(stored.storedFields).map((found) => [found.url, found]))
  const boostDocument = (_, __, found) => weight[found?.kind] ?? 1
  return (query) => {
    const asked = plainQuery(query)
    if (asked === '') return []
    const named = index
      .search(asked, { ...strict, fuzzy: false, fields: ['title'] })
      .filter(
        ({ kind, title }) =>
          (kind === 'function' || kind === 'variable' || kind === 'class') && bare(title) === bare(asked),
      )
    const known = (pagesOf.get(asked) ?? []).flatMap((url) => byUrl.get(url) ?? [])
    // an acronym that stands for other words is not looked for as a word: "did" is one of the commonest
    const short = known.length > 0 && asked.length <= 4
    const all = short ? [] : index.search(asked, { ...strict, boostDocument })
    const some = all.length >= 3 || short ? [] : index.search(asked, { ...strict, combineWith: 'OR', boostDocument })
    const found = [...all, ...some]
    const pages = found.filter(({ kind }) => isPage(kind))
    // each page once, by the section that fits best
    const seen = new Set()
    return [...named, ...known, ...pages.slice(0, 8), ...found]
      .filter(({ url }) => {
        const page = url.replace(/#.*/, '')
        return !seen.has(page) && seen.add(page)
      })
      .slice(0, 14)
  }
}
