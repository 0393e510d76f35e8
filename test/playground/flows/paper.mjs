import { openPanel, sideways } from '../checks.mjs'

export const name = 'on paper each panel has no controls, no cut text and light colours, in dark mode too'

/** The width of A4 between margins of 15 mm. */
const paper = 680

export async function run({ page, expect }) {
  await page.emulateMedia({ colorScheme: 'dark' })
  const tabs = page.locator('nav.tabs button')
  await page.locator('section.graph .cm-content').waitFor()
  for (let i = 0; i < (await tabs.count()); i++) {
    const title = await tabs.nth(i).textContent()
    await openPanel(page, tabs.nth(i))
    if (title === 'Data') {
      await page.getByRole('button', { name: 'Kidney stones' }).click()
      await page.getByRole('heading', { name: /700 rows/ }).waitFor()
    }
    await page.waitForTimeout(600)
    await page.setViewportSize({ width: paper, height: 900 })
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const seen = await page.evaluate(() => {
      const isSeen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1
      /** How light a colour is, from 0 to 1. */
      const light = (colour) => {
        const [r, g, b] = colour.match(/[\d.]+/g).map(Number)
        return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
      }
      const controls = [...document.querySelectorAll('button, input, select, textarea, .cm-editor, nav, progress')]
        .filter(isSeen)
        .filter((element) => element.closest('td, .question') === null)
      const texts = [...document.querySelectorAll('main :is(p, h2, h3, td, th, li, dt, dd, summary)')].filter(isSeen)
      const pale = texts.filter((element) => light(getComputedStyle(element).color) > 0.55)
      const cut = texts.filter(
        (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible',
      )
      const nodes = [...document.querySelectorAll('svg.causalkit .node')].filter(isSeen)
      const name = (element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`
      return {
        controls: controls.map(name),
        pale: pale.map(name),
        cut: cut.map(name),
        ground: light(getComputedStyle(document.body).backgroundColor),
        dark: nodes.filter((node) => light(getComputedStyle(node).fill) < 0.6).length,
        nodes: nodes.length,
        text: document.querySelector('.paper pre').checkVisibility(),
      }
    })
    for (const fault of ['controls', 'pale', 'cut'])
      expect(seen[fault].length === 0, `${title} on paper, ${fault}: ${seen[fault].slice(0, 4).join('; ')}`)
    expect(seen.ground > 0.95, `${title} on paper has a dark ground`)
    expect(seen.nodes > 0 && seen.dark === 0, `${title} on paper: ${seen.dark} of ${seen.nodes} nodes are dark`)
    expect(seen.text, `${title} on paper lacks the text of the graph`)
    const wide = await sideways(page)
    expect(wide.length === 0, `${title} on paper: ${wide.join('; ')}`)
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.length > 10_000, `${title} gives an empty PDF`)
    await page.emulateMedia({ media: null, colorScheme: 'dark' })
    await page.setViewportSize({ width: 1280, height: 900 })
  }
}
