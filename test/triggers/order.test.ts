// The functions that each flow calls, in their order; and the table of them in the guide.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type TriggerEvent, useFunctions } from '../support/functions.ts'
import { useJourneys } from '../support/journeys.ts'
import type { Flow } from './flow.ts'
import { EVERY_TRIGGER, FLOWS } from './flows.ts'
import { FUNCTION, newStage } from './stage.ts'
import { complaintsAbout } from './typings.ts'

/** What the flows have sent to functions. */
const seen: TriggerEvent[] = []

const GUIDE = 'docs/guides/triggers.md'

describe('the functions that are called in', () => {
  const functions = useFunctions()
  const it = useJourneys({ functions: { functions: functions.named(FUNCTION) } })

  for (const { flow, calls, prepare, run } of FLOWS) {
    test(flow, async () => {
      const stage = await newStage(it, functions, EVERY_TRIGGER)
      await prepare?.(stage)
      functions.events()
      await run(stage)
      const events = functions.events()
      seen.push(...events)
      const sources = events.map(({ triggerSource }) => triggerSource)
      assert.deepEqual(sources, calls)
    })
  }
})

test(`the table in ${GUIDE} shows these orders`, () => {
  const [, after = ''] = readFileSync(GUIDE, 'utf8').split('<!-- The order of triggers. -->\n')
  const [table] = after.split('<!-- End of the order of triggers. -->')
  assert.equal(table, ['| flow | calls, in this order |', '|---|---|', ...FLOWS.map(rowOf), ''].join('\n'))
})

describe('the events of these flows', () => {
  test('have the types of @types/aws-lambda', () => {
    assert.ok(seen.length > FLOWS.length)
    assert.equal(complaintsAbout(seen), '')
  })

  test('would not have them with a member of another type, nor without one', () => {
    const event = seen.find(({ triggerSource }) => triggerSource === 'PostAuthentication_Authentication')
    const complaints = complaintsAbout([
      { ...event, userName: 7 },
      { ...event, request: {} },
    ])
    assert.match(complaints, /'number' is not assignable to type 'string'/)
    assert.match(complaints, /newDeviceUsed/)
  })
})

function rowOf({ flow, calls }: Flow): string {
  return `| ${flow} | ${calls.map((call) => `\`${call}\``).join(', ') || 'none'} |`
}
