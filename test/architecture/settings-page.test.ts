import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { SETTINGS_PAGE, settingsPage, settingsWithRow } from '../../scripts/generate-settings.ts'
import { SETTING_GROUPS } from '../../scripts/setting-groups.ts'
import { root } from './source.ts'

describe('the page of settings', () => {
  test('is what `npm run generate` makes of the code', () => {
    const written = readFileSync(join(root, SETTINGS_PAGE), 'utf8')
    assert.ok(written === settingsPage(), `run npm run generate: ${SETTINGS_PAGE} is outdated`)
  })

  test('has each setting once: put a new one into scripts/setting-groups.ts', () => {
    assert.deepEqual(SETTING_GROUPS.flatMap(({ settings }) => settings).sort(), settingsWithRow().sort())
  })

  test('says what each setting accepts', () => {
    const rows = settingsPage()
      .split('\n')
      .filter((line) => /^\| `[a-z-]+` \|/.test(line))
    assert.equal(rows.length, settingsWithRow().length)
    assert.deepEqual(
      rows.filter((line) => line.split(' | ')[2] === ''),
      [],
    )
  })
})
