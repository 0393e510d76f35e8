/** The lessons: something to try, wrong and right answers with their reasons, one's own work kept aside and given back. */
export const name = 'lessons: a try, wrong and right answers, done marks, one’s own work given back'

export async function run({ page, expect }) {
  const text = page.locator('section.graph textarea, section.graph .cm-content').first()
  const own = await read(text)
  await page.getByRole('button', { name: 'Lessons', exact: true }).click()
  const lessons = page.locator('.lessons')
  await lessons.getByRole('heading', { name: '1. Chain' }).waitFor()

  const numbers = lessons.locator('dl')
  expect((await numbers.textContent()).includes('0.577'), 'the chain is open: a correlation of 0.577')
  await lessons.getByRole('button', { name: 'hold fitness still' }).press('Enter')
  expect(/health\s*0$/.test((await numbers.textContent()).trim()), 'held still, the correlation is 0')
  await lessons.locator('.picture [data-node=fitness]').click()
  expect((await numbers.textContent()).includes('0.577'), 'a click on the node lets it go')

  await lessons.getByRole('button', { name: 'Yes, the one who exercises' }).click()
  await lessons.getByText(/^No\. Exercise does help/).waitFor()
  await lessons.getByRole('button', { name: 'No, there is nothing to choose between them' }).click()
  await lessons.getByText(/^Yes\. All that exercise does/).waitFor()
  await lessons.getByLabel('fitness', { exact: true }).check()
  await lessons.getByRole('button', { name: 'Answer: fitness' }).click()
  await lessons.getByText(/holding it still takes away/).waitFor()
  await lessons.getByLabel('fitness', { exact: true }).uncheck()
  await lessons.getByRole('button', { name: 'Answer: nothing' }).click()
  await lessons.getByRole('button', { name: '1. Chain ✓ done' }).waitFor()

  await lessons.getByRole('button', { name: 'Put this graph into my work' }).click()
  await until(async () => (await read(text)).includes('exercise'), expect, 'the graph of the lesson is in the work')
  await page.locator('section.graph').getByRole('button', { name: 'Undo', exact: true }).click()
  await lessons.getByRole('button', { name: 'Set the graph of the lesson back' }).click()
  await until(async () => (await read(text)).includes('exercise'), expect, 'the graph of the lesson is there again')
  await lessons.getByRole('button', { name: 'Next lesson' }).click()
  await lessons.getByRole('heading', { name: '2. Fork' }).waitFor()
  await lessons.getByRole('button', { name: 'Put this graph into my work' }).click()
  await until(async () => (await read(text)).includes('ice_cream'), expect, 'the next graph is in the work')
  await lessons.getByRole('button', { name: 'Give my own work back' }).click()
  await until(async () => (await read(text)) === own, expect, 'one’s own work is back')

  await lessons.getByRole('button', { name: /^9\. Mediation/ }).click()
  await lessons.getByLabel('training to confidence').press('End')
  expect((await numbers.textContent()).includes('2.5'), 'the total follows the slider: 2 × 1 + 0.5')
  const first = lessons.getByRole('group', { name: /What is the total effect/ })
  await first.getByLabel('Your number').fill('6')
  await first.getByLabel('Your number').press('Enter')
  await first.getByText('That is the indirect effect alone.').waitFor()
  await first.getByLabel('Your number').fill('7')
  await first.getByRole('button', { name: 'Answer' }).click()
  await first.getByText(/^Yes\. 2 × 3/).waitFor()
}

/** The text of a field or of the editor that takes its place, without spaces and breaks, which the two keep differently. */
async function read(box) {
  const text = await box.evaluate((element) => ('value' in element ? element.value : element.textContent))
  return text.replace(/\s/g, '')
}

async function until(holds, expect, sentence) {
  for (let i = 0; i < 50; i++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(false, sentence)
}
