import { Scroll } from '../ui/scroll'
import type { ColumnUse } from './retype'
import { describing, read, takeFor, uses } from './state'
import { inWords } from './text'

const choices: readonly (readonly [ColumnUse, string])[] = [
  ['number', 'numbers'],
  ['category', 'categories'],
  ['ignore', 'ignore'],
]

/** Each column: what it is taken for, what is missing and how it lies. */
export function Columns() {
  const { table } = read.value!
  const described = new Map(describing.result.value?.columns.map((column) => [column.name, column]))
  return (
    <Scroll label="Columns">
      <table>
        <caption class="quiet">What each column is taken for. What is ignored is left out of every panel.</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Taken for</th>
            <th scope="col">Missing</th>
            <th scope="col">Different</th>
            <th scope="col">Values</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((name) => {
            const column = described.get(name)
            return (
              <tr key={name}>
                <th scope="row" class="name">
                  {name}
                </th>
                <td>
                  <select
                    aria-label={`${name} is taken for`}
                    value={uses.value[name]}
                    onChange={({ currentTarget }) => takeFor(name, currentTarget.value as ColumnUse)}
                  >
                    {choices.map(([use, word]) => (
                      <option key={use} value={use}>
                        {word}
                      </option>
                    ))}
                  </select>
                </td>
                <td>{column?.missing ?? ''}</td>
                <td>{column?.distinct ?? ''}</td>
                <td>{column === undefined ? '' : inWords(column)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Scroll>
  )
}
