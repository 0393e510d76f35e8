// The index of the search: guides by section, names, rooms.
import MiniSearch from 'minisearch'
import { indexOptions } from './find.mjs'
import { notebooks } from './site.mjs'
import { pagesOf, wordsOf } from './synonyms.mjs'

const plain = (html) =>
  html
    .replace(/<a [^>]*tsd-anchor-icon[\s\S]*?<\/a>|<button[\s\S]*?<\/button>/g, '')
    .replace(/<br\/?>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()

const short = (text) => (text.length <= 110 ? text : `${text.slice(0, 107).replace(/\s\S*$/, '')} …`)

/** @param {import('./site.mjs').Site} site */
export function searchIndex(site) {
  const records = []
  const add = (record) => records.push({ id: records.length, keywords: wordsOf.get(record.url) ?? '', ...record })
  for (const page of site.pages) {
    const url = `${page.url}.html`
    // the list of all verbs repeats the names, and would answer every query
    if (page.url === 'guides/verbs') {
      add({ title: page.title, section: '', text: 'all functions by group', url, kind: page.kind })
      continue
    }
    // so would a list of the examples, each of which has its page
    if (page.kind === 'example' && page.url === 'gallery') {
      add({ title: page.title, section: '', text: 'examples programs pictures', url, kind: page.kind })
      continue
    }
    const parts = (site.contents.get(url) ?? '').split(/(?=<h[23][^>]* id=")/)
    for (const part of parts) {
      const [, id, heading] = /^<h[23][^>]* id="([^"]+)"[^>]*>([\s\S]*?)<\/h[23]>/.exec(part) ?? []
      const section = heading === undefined ? '' : plain(heading)
      // programs and what they print hold every word
      if (page.kind === 'example' && section !== '' && !section.startsWith('What to believe')) continue
      add({
        title: page.title,
        section,
        text: plain(part),
        url: id === undefined ? url : `${url}#${id}`,
        kind: page.kind,
      })
    }
  }
  for (const { name, url, text, kind, room, sentence } of [...site.names.values()].flat())
    add({
      title: name,
      // what it does is told beside the name
      section: kind === 'function' ? short(sentence) : room === undefined ? '' : `${kind} in ${room}`,
      text: `${name.replace(/([a-z])([A-Z])/g, '$1 $2')} ${text}`,
      url,
      kind,
    })
  for (const { name, purpose, tasks } of site.rooms)
    add({
      title: name,
      section: purpose,
      text: tasks.map(({ title }) => title).join('. '),
      url: `rooms/${name}.html`,
      kind: 'room',
    })
  const addresses = new Set(records.map(({ url }) => url))
  for (const { title, url } of notebooks)
    add({
      title: `${title}: a notebook with sliders`,
      section: '',
      text: 'interactive slider',
      url: `${url}.html`,
      kind: 'example',
    })
  add({
    title: 'Playground',
    section: 'Draw a graph and ask it, in the browser',
    text: 'interactive',
    url: 'playground/index.html',
    kind: 'page',
  })
  for (const [phrase, urls] of pagesOf)
    for (const url of urls)
      if (!addresses.has(url) && !/^(notebooks|examples|playground|gallery)\b/.test(url))
        throw new Error(`docs/theme/synonyms.mjs: "${phrase}" leads to ${url}, which is not there`)
  const index = new MiniSearch(indexOptions)
  index.addAll(records)
  return index.toJSON()
}
