// The index of the search: guides by section, names, rooms.
import MiniSearch from 'minisearch'
import { indexOptions } from './find.mjs'

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

/** @param {import('./site.mjs').Site} site */
export function searchIndex(site) {
  const records = []
  const add = (record) => records.push({ id: records.length, ...record })
  for (const page of site.pages) {
    const url = `${page.url}.html`
    // the list of all verbs repeats the names, and would answer every query
    if (page.url === 'guides/verbs') {
      add({ title: page.title, section: '', text: 'all functions by group', url, kind: page.kind })
      continue
    }
    const parts = (site.contents.get(url) ?? '').split(/(?=<h[23][^>]* id=")/)
    for (const part of parts) {
      const [, id, heading] = /^<h[23][^>]* id="([^"]+)"[^>]*>([\s\S]*?)<\/h[23]>/.exec(part) ?? []
      const section = heading === undefined ? '' : plain(heading)
      add({
        title: page.title,
        section,
        text: plain(part),
        url: id === undefined ? url : `${url}#${id}`,
        kind: page.kind,
      })
    }
  }
  for (const { name, url, text, kind, room } of [...site.names.values()].flat())
    add({ title: name, section: room === undefined ? '' : `in ${room}`, text, url, kind })
  for (const { name, task, about } of site.rooms)
    add({ title: name, section: task, text: about, url: `rooms/${name}.html`, kind: 'room' })
  const index = new MiniSearch(indexOptions)
  index.addAll(records)
  return index.toJSON()
}
