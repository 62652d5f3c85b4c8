// What a visitor of a domain's pages sees when a function fails.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noticeOf, openVisitor, placeOf } from '../hosted/accounts/visitor.ts'
import { openSite } from '../hosted/oauth/site.ts'
import { functionArn, thrown, useFunctions } from '../support/functions.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { PASSWORD } from '../support/pools.ts'

const TRIGGERS = ['PreAuthentication', 'PostAuthentication'] as const

describe('a function that fails at a sign-in on a page', () => {
  const functions = useFunctions()
  const house = usePoolhouse({ functions: { functions: functions.named('guard') } })

  for (const trigger of TRIGGERS) {
    test(`as ${trigger}, is shown above the form, and nobody is signed in`, async () => {
      const site = await openSite(house, { pool: { LambdaConfig: { [trigger]: functionArn('guard') } } })
      const visitor = openVisitor(site)
      functions.set('guard', thrown('Not <b>today</b>'))
      await visitor.visit('/login')
      const page = await visitor.send({ username: 'alice', password: PASSWORD })
      assert.equal(placeOf(page), '/login')
      assert.equal(noticeOf(page), `${trigger} failed with error Not &lt;b&gt;today&lt;/b&gt;.`)
      functions.set('guard', (event) => event)
      const client = await visitor.send({ username: 'alice', password: PASSWORD })
      assert.match(client.path, /^https:\/\/app\.example\/callback\?code=/)
    })
  }

  test('as UserMigration, looks like a wrong password', async () => {
    const site = await openSite(house, { pool: { LambdaConfig: { UserMigration: functionArn('guard') } } })
    const visitor = openVisitor(site)
    functions.set('guard', thrown('Unknown'))
    const enter = async (username: string, password: string) => {
      await visitor.visit('/login')
      return noticeOf(await visitor.send({ username, password }))
    }
    assert.equal(await enter('nobody', PASSWORD), await enter('alice', 'Wrong-Horse-7'))
  })
})
