import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allEntries, entriesOf, type Page, pagesOf, toPage } from './pages.ts'

const LETTERS = ['a', 'b', 'c', 'd', 'e']

/** The letters two at a time, by the letter before; keeps the keys that it is called with. */
function letters(size = 2) {
  const keys: (string | undefined)[] = []
  const read = async (after: string | undefined): Promise<Page<string>> => {
    keys.push(after)
    const first = after === undefined ? 0 : LETTERS.indexOf(after) + 1
    return toPage(LETTERS.slice(first, first + size), size, (letter) => letter)
  }
  return { read, keys }
}

describe('the pages of a list', () => {
  test('are read one after the other, until one says that it is the last', async () => {
    const { read, keys } = letters()
    const pages: (readonly string[])[] = []
    for await (const { entries } of pagesOf(read)) pages.push(entries)
    assert.deepEqual(pages, [['a', 'b'], ['c', 'd'], ['e']])
    assert.deepEqual(keys, [undefined, 'b', 'd'])
  })

  test('begin after a key if one is given', async () => {
    const { read, keys } = letters()
    const pages: (readonly string[])[] = []
    for await (const { entries } of pagesOf(read, 'b')) pages.push(entries)
    assert.deepEqual(pages, [['c', 'd'], ['e']])
    assert.deepEqual(keys, ['b', 'd'])
  })

  test('are not read before they are needed', async () => {
    const { read, keys } = letters()
    for await (const letter of entriesOf(read)) if (letter === 'b') break
    assert.deepEqual(keys, [undefined])
  })

  test('give all their entries', async () => {
    assert.deepEqual(await allEntries(letters().read), LETTERS)
  })

  test('end with an empty one where the one before was full', async () => {
    const { read, keys } = letters(5)
    assert.deepEqual(await allEntries(read), LETTERS)
    assert.deepEqual(keys, [undefined, 'e'])
  })

  test('of an empty list are one', () => {
    assert.deepEqual(
      toPage<string, string>([], 2, (letter) => letter),
      { entries: [], next: undefined },
    )
  })
})
