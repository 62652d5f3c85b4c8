import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { GUIDE, withSecondFactors } from '../../scripts/generate-sign-in-flows.ts'
import { CHALLENGES } from '../../src/domain/journeys/sign-in/challenges/challenges.ts'
import { notOffered } from '../../src/domain/journeys/sign-in/challenges/not-offered.ts'
import { root } from './source.ts'

const guide = readFileSync(join(root, GUIDE), 'utf8')

test('the guide of sign-in flows shows the table of second factors as `npm run generate` derives it', () => {
  assert.equal(guide, withSecondFactors(guide))
})

test('the guide of sign-in flows describes each challenge that is built', () => {
  for (const [name, challenge] of Object.entries(CHALLENGES)) {
    if (challenge !== notOffered) assert.match(guide, new RegExp(`\\| \`${name}\``), name)
  }
})
