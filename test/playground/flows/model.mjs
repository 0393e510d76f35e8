/** The model panel: mechanisms by sliders, do() beside what is seen, a counterfactual row, and rows handed on. */
export const name = 'model: sliders, interventions, a counterfactual row, rows for the Data panel'

export async function run({ page, expect }) {
  await page.getByRole('button', { name: 'Model', exact: true }).click()
  const model = page.locator('.model')
  await model.getByRole('heading', { name: 'Seeing and doing' }).waitFor()
  const table = model.getByRole('region', { name: 'Seen and done' })
  await table.waitFor()
  // U -> smoking, U -> cancer, smoking -> tar -> cancer, all of size 1: seen 1.5, done 1
  expect((await table.textContent()).includes('1.5'), 'the difference that is seen is 1.5 at first')

  await model.getByLabel('set smoking').check()
  await model.getByText('after do(smoking = 1)').waitFor()
  const slider = model.getByLabel('do(smoking)')
  const began = Date.now()
  for (let i = 0; i < 10; i++) await slider.press('ArrowRight')
  await model.getByText('after do(smoking = 2)').waitFor()
  const means = model.getByRole('region', { name: 'Means' })
  await means.getByRole('row', { name: /cancer after do .* 2 exact/ }).waitFor()
  expect(Date.now() - began < 4000, 'ten steps of a slider are answered soon')

  await model.getByText('tar = 0 + 1 × smoking').click()
  await model.getByLabel('effect of smoking').press('End')
  await means.getByRole('row', { name: /cancer after do .* 6 exact/ }).waitFor()

  const row = model.getByRole('region', { name: 'The row and its counterfactual' })
  await row.getByLabel('had smoking been').fill('3')
  await row.getByLabel('had smoking been').press('Enter')
  await model.getByText(/Had smoking been 3, this row would have/).waitFor()
  await model.getByRole('button', { name: 'Next row' }).click()
  expect((await model.getByLabel('Row', { exact: true }).inputValue()) === '2', 'the next row is shown')

  const download = page.waitForEvent('download')
  await model.getByRole('button', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename() === 'model-rows.csv', 'the rows come as a file')
  await model.getByRole('button', { name: 'Use these rows' }).click()
  await model.getByText('The Data panel has these rows now.').waitFor()
  await model.getByRole('button', { name: 'Go to the Data panel' }).waitFor()

  await page.getByRole('button', { name: 'Identify', exact: true }).click()
  await page.getByRole('button', { name: 'Model', exact: true }).click()
  expect(await model.getByLabel('set smoking').isChecked(), 'what was set is still set when one comes back')
}
