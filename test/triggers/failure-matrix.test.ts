// Each call of a function, with each way in which it can fail: the error, and nothing half-made.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { model } from '../../src/contract/model.ts'
import type { Deadline } from '../../src/gateways/functions/function-target.ts'
import { forEachAddress } from '../support/databases.ts'
import { useFunctions } from '../support/functions.ts'
import { useJourneys } from '../support/journeys.ts'
import { FAILURE_KINDS, tooLate } from './failure-kinds.ts'
import { OCCASIONS, type Occasion } from './occasions.ts'
import { FUNCTION, newStage } from './stage.ts'

forEachAddress(
  (newAddress, database) => {
    // The gateway tells the kinds apart, and the database never sees which it was: PostgreSQL needs one.
    const kinds = database === 'PostgreSQL' ? FAILURE_KINDS.slice(0, 1) : FAILURE_KINDS
    const functions = useFunctions()
    const known = functions.named(FUNCTION)
    const underWay = new Set<() => void>()
    /** No time passes while the server waits for a function, until {@link passDeadline}. */
    const deadline: Deadline = (_, giveUp) => {
      underWay.add(giveUp)
      return () => underWay.delete(giveUp)
    }
    const it = useJourneys({ database: newAddress(), functions: { functions: known, deadline } })

    /** The server gives up the functions that it is waiting for. */
    function passDeadline(): void {
      for (const giveUp of underWay) giveUp()
    }

    /** Everything before the call that fails. */
    async function prepared({ source, others = [], prepare, ...occasion }: Occasion) {
      const { trigger = source.split('_')[0] ?? '' } = occasion
      const stage = await newStage(it, functions, [trigger, ...others])
      const act = await prepare(stage)
      await it.messagesTo('') // all that is left for later is done
      functions.events()
      return { trigger, stage, act }
    }

    for (const occasion of OCCASIONS) {
      const { source, meanwhile = (event) => event } = occasion
      describe(`a function of ${source}`, () => {
        for (const { what, body, refusal, calls, isSlow } of kinds) {
          test(`that ${what} makes the request fail, and nothing is half-made`, async () => {
            const { trigger, stage, act } = await prepared(occasion)
            functions.set(FUNCTION, (event, response) => {
              if (event.triggerSource !== source) return meanwhile(event, response)
              if (isSlow) passDeadline()
              return body(event, response)
            })
            const expected = occasion.refusal?.(stage) ?? refusal(trigger)
            assert.deepEqual(await it.refusal(act.operation, act.input, act.signed), expected)
            const { errors } = model.operations[act.operation] ?? assert.fail()
            assert.ok(errors.includes(expected[0]), `${act.operation} declares no ${expected[0]}`)
            const events = functions.events().filter(({ triggerSource }) => triggerSource === source)
            assert.equal(events.length, calls)
            functions.set(FUNCTION, (event) => event)
            await act.assertAfter()
          })
        }

        test('that answers after the deadline changes nothing', async () => {
          const { trigger, stage, act } = await prepared(occasion)
          const late: (() => void)[] = []
          functions.set(FUNCTION, (event, response) => {
            if (event.triggerSource !== source) return meanwhile(event, response)
            const answer = (occasion.body ?? (() => event))(event, response)
            late.push(() => response.end(JSON.stringify(answer)))
            passDeadline()
          })
          const expected = occasion.refusal?.(stage) ?? tooLate(trigger)
          assert.deepEqual(await it.refusal(act.operation, act.input, act.signed), expected)
          assert.equal(late.length, 3)
          for (const answer of late) answer()
          functions.set(FUNCTION, (event) => event)
          await act.assertAfter()
        })
      })
    }
  },
  ['SQLite in memory', 'PostgreSQL'],
)
