// A notebook on its page: each cell with what it gives, and its code on asking.
import { isInput, notebook } from './runtime.mjs'

/** @param {string} tag @param {Record<string, string>} [attributes] @param {...(Node | string)} children */
const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** @param {unknown} value */
function shown(value) {
  if (Array.isArray(value)) {
    const names = Object.keys(value[0])
    const row = (/** @type {Record<string, string>} */ each) =>
      element('tr', {}, ...names.map((name) => element('td', {}, each[name])))
    const head = element('tr', {}, ...names.map((name) => element('th', { scope: 'col' }, name)))
    return element('table', {}, element('thead', {}, head), element('tbody', {}, ...value.map(row)))
  }
  if (typeof value === 'string' && value.startsWith('<svg')) {
    const holder = element('figure')
    holder.innerHTML = value
    return holder
  }
  if (typeof value === 'string') return element('p', {}, value)
  return ''
}

/** @param {Record<string, (values: any) => unknown>} cells @param {Record<string, { code: string, needs: string[] }>} facts */
export function mount(cells, facts) {
  const place = /** @type {HTMLElement} */ (document.getElementById('notebook'))
  /** @type {Map<string, HTMLElement>} */
  const outputs = new Map()
  for (const name of Object.keys(facts)) {
    const output = element('div', { class: 'cell-value', 'data-cell': name })
    outputs.set(name, output)
    const code = element(
      'details',
      {},
      element('summary', {}, `code of ${name}`),
      element('pre', { tabindex: '0' }, facts[name].code),
    )
    place.append(element('section', { class: 'cell', 'aria-label': name, 'data-of': name }, output, code))
  }
  const book = notebook(
    Object.fromEntries(Object.keys(facts).map((name) => [name, { needs: facts[name].needs, compute: cells[name] }])),
    (name, outcome) => {
      const output = /** @type {HTMLElement} */ (outputs.get(name))
      if ('error' in outcome) output.replaceChildren(element('p', { role: 'alert' }, outcome.error))
      else if (!isInput(outcome.value)) output.replaceChildren(shown(outcome.value))
      else output.replaceChildren(control(name, outcome.value, (value) => void book.set(name, value)))
    },
  )
}

/** @param {string} name @param {any} input @param {(value: unknown) => void} onValue */
function control(name, { input, label, options, value, ...range }, onValue) {
  const id = `input-${name}`
  const told = element('output', { for: id }, String(value))
  const field = /** @type {HTMLInputElement} */ (
    input === 'slider'
      ? element('input', { id, type: 'range', min: range.min, max: range.max, step: range.step, value })
      : element('select', { id }, ...options.map((/** @type {string} */ each) => element('option', {}, each)))
  )
  field.value = value
  field.addEventListener('input', () => {
    told.textContent = field.value
    onValue(input === 'slider' ? Number(field.value) : field.value)
  })
  return element(
    'p',
    { class: 'control' },
    element('label', { for: id }, label),
    field,
    ...(input === 'slider' ? [told] : []),
  )
}
