// The list of results: the query widened by synonyms, guides before names unless the query is a name.
import { finder } from '../find.mjs'

const find = finder(globalThis.causalkitSearch)
const root = document.documentElement.dataset.root ?? ''
const input = document.getElementById('search-input')
const list = document.getElementById('search-results')
const status = document.getElementById('search-status')
let chosen = -1

const choose = (next) => {
  const items = [...list.children]
  chosen = items.length === 0 ? -1 : (next + items.length) % items.length
  for (const [at, item] of items.entries()) item.setAttribute('aria-selected', String(at === chosen))
  if (chosen < 0) input.removeAttribute('aria-activedescendant')
  else {
    input.setAttribute('aria-activedescendant', items[chosen].id)
    items[chosen].scrollIntoView({ block: 'nearest' })
  }
}
const show = () => {
  const results = find(input.value)
  list.replaceChildren(
    ...results.map(({ url, title, section, kind }, at) => {
      const item = document.createElement('li')
      item.id = `result-${at}`
      item.setAttribute('role', 'option')
      item.dataset.url = url
      const name = document.createElement('strong')
      name.textContent = title
      const where = document.createElement('span')
      where.textContent = section
      const what = document.createElement('small')
      what.textContent = kind
      item.append(name, where, what)
      return item
    }),
  )
  input.setAttribute('aria-expanded', String(results.length > 0))
  status.textContent =
    input.value.trim() === ''
      ? 'Type a word: arrows choose, Enter opens.'
      : results.length === 0
        ? 'Nothing found. Try a plainer word, such as “effect”, “graph” or “experiment”; every function stands on one page under API, Every verb.'
        : results.length === 1
          ? '1 result'
          : `${results.length} results`
  choose(results.length === 0 ? -1 : 0)
}
const open = (item) => {
  document.getElementById('search').close()
  location.href = root + item.dataset.url
}
input.addEventListener('input', show)
input.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault()
    choose(chosen + (event.key === 'ArrowDown' ? 1 : -1))
  }
  if (event.key === 'Enter' && chosen >= 0) open(list.children[chosen])
})
list.addEventListener('click', (event) => {
  const item = event.target.closest('li')
  if (item !== null) open(item)
})
show()
