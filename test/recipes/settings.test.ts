// The settings that recipes name are the server's, in whatever language.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { environmentName, SETTING_NAMES } from '../../src/config/settings.ts'
import { unknownVariables } from '../../src/config/unknown-variables.ts'
import { textOf, trackedFiles } from '../architecture/file-rules.ts'

const variablesIn = (text: string) => [...new Set(text.match(/\bPOOLHOUSE_[A-Z0-9_]+/g))]

describe('the recipes', () => {
  const recipes = trackedFiles().filter((path) => path.startsWith('recipes/'))

  test('name no variable that is no setting', () => {
    const named = recipes.flatMap((path) => variablesIn(textOf(path)).map((name) => ({ path, name })))
    assert.ok(named.length > 40)
    assert.deepEqual(
      named.filter(({ name }) => unknownVariables({ [name]: '' }).length > 0),
      [],
    )
    assert.equal(unknownVariables({ POOLHOUSE_MESSAGES_PER_USERS: '' }).length, 1)
  })

  test('of Testcontainers lift the same limits in every language, and open the inbox', () => {
    const limits = SETTING_NAMES.map(environmentName).filter((name) =>
      /^POOLHOUSE_(MESSAGES_PER_|ADDRESS_FAILURES$)/.test(name),
    )
    assert.equal(limits.length, 4)
    const programs = recipes.filter((path) => /^recipes\/testcontainers\/\w+\//.test(path))
    assert.equal(programs.length, 4)
    for (const path of programs) {
      const text = textOf(path)
      for (const name of limits) assert.match(text, new RegExp(`${name}"?[:,]\\s*['"]unlimited['"]`), path)
      assert.match(text, /POOLHOUSE_INBOX_TOKEN/, path)
      assert.match(text, /['"]inbox-token-of-our-tests['"]/, path)
    }
  })
})
