import { readFile } from 'node:fs/promises'
import { type, typed } from './load.mjs'

export const name = 'a work is exported as code, dagitty text, SVG and JSON, opened, printed and cleared, by keyboard'

export async function run({ page, expect }) {
  await type(page, 'age -> dose -> health; age -> health')
  const opener = page.getByRole('button', { name: 'Save and open' })
  /** Goes to an entry of the menu by the keyboard alone. */
  const choose = async (label) => {
    await opener.focus()
    await page.keyboard.press('Enter')
    const wanted = page.locator('.items').getByRole('button', { name: label })
    await wanted.waitFor()
    for (let i = 0; i < 30; i++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) break
      await page.keyboard.press('ArrowDown')
      await page.waitForTimeout(30)
    }
    await page.keyboard.press('Enter')
  }
  const saved = async (start) => {
    const [download] = await Promise.all([page.waitForEvent('download'), start()])
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
  }

  await opener.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  expect((await opener.getAttribute('aria-expanded')) === 'false', 'Escape does not close the menu')
  expect(await opener.evaluate((element) => element === document.activeElement), 'Escape loses the focus')

  await choose(/^Code/)
  const dialog = page.getByRole('dialog')
  const code = await dialog.getByRole('textbox').inputValue()
  expect(code.includes("from 'causalkit'") && code.includes('age -> dose -> health'), 'the code lacks the graph')
  const module = await saved(() => dialog.getByRole('button', { name: /^Save as/ }).click())
  expect(module.name === 'effect.mjs' && module.text === code, 'the saved code is another')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })

  await choose(/^dagitty/)
  expect((await dialog.getByRole('textbox').inputValue()).startsWith('dag {'), 'no dagitty text')
  await dialog.getByRole('button', { name: 'Close' }).click()

  const svg = await saved(() => choose(/SVG/))
  expect(svg.name === 'graph.svg' && svg.text.startsWith('<svg') && svg.text.includes('health'), 'no picture was saved')
  const json = await saved(() => choose(/JSON\)$/))
  expect(JSON.parse(json.text).work.text.includes('age -> health'), 'the JSON lacks the graph')

  // cleared, undone, cleared again, and opened from the file
  await choose('Clear')
  expect((await typed(page)).trim() === '', 'clear leaves text')
  await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click()
  expect((await typed(page)).includes('dose -> health'), 'undo does not bring the text back')
  await choose('Clear')
  await page.goBack()
  await page.waitForTimeout(300)
  expect((await typed(page)).includes('dose -> health'), 'back does not undo a clear')
  await choose('Clear')
  const file = page.locator('input[aria-label="File to open"]')
  await file.setInputFiles({ name: 'work.json', mimeType: 'application/json', buffer: Buffer.from(json.text) })
  await page.getByRole('status').filter({ hasText: 'work.json is open' }).waitFor()
  expect((await typed(page)).includes('dose -> health'), 'the file did not open')
  await file.setInputFiles({
    name: 'cut.json',
    mimeType: 'application/json',
    buffer: Buffer.from(json.text.slice(0, 90)),
  })
  await page.getByRole('alert').filter({ hasText: 'cut short' }).waitFor()
  expect((await typed(page)).includes('dose -> health'), 'a broken file lost the work')

  // on paper: no buttons, no fields, the graph as picture and as text
  await page.emulateMedia({ media: 'print' })
  const seen = await page.evaluate(() => ({
    buttons: [...document.querySelectorAll('.top button, nav.tabs button')].filter((element) =>
      element.checkVisibility(),
    ).length,
    text: document.querySelector('.paper pre')?.checkVisibility() && document.querySelector('.paper pre').textContent,
    picture: document.querySelector('section.graph svg')?.checkVisibility(),
  }))
  expect(
    seen.buttons === 0 && seen.picture && String(seen.text).includes('dose -> health'),
    `a print shows ${JSON.stringify(seen)}`,
  )
  await page.emulateMedia({ media: null })
}
