// The flows on the pages of a domain.
import assert from 'node:assert/strict'
import { CODE_CLIENT, codeFor, redeem, type Site } from '../hosted/oauth/site.ts'
import { answeringTo } from './answering-to.ts'
import type { Flow } from './flow.ts'
import { ADDRESS, alice, FUNCTION, type Stage } from './stage.ts'

export const HOSTED_FLOWS: readonly Flow[] = [
  {
    flow: 'sign-in on the pages of a domain, until the code is redeemed',
    calls: [
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_HostedAuth',
    ],
    prepare: alice,
    run: signInOnPages,
  },
  {
    flow: 'the same, of a user who is unknown here',
    calls: [
      'UserMigration_Authentication',
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_HostedAuth',
    ],
    run(stage) {
      const known = {
        userAttributes: { email: ADDRESS },
        finalUserStatus: 'CONFIRMED',
        messageAction: 'SUPPRESS',
      }
      stage.functions.set(FUNCTION, answeringTo('UserMigration_Authentication', known))
      return signInOnPages(stage)
    },
  },
]

async function signInOnPages(stage: Stage): Promise<void> {
  const site = await siteOf(stage)
  assert.equal((await redeem(site, await codeFor(site))).status, 200)
}

/** The pages of a domain of the pool. */
async function siteOf({ it, pool }: Stage): Promise<Site> {
  const Domain = pool.replace(/^.*_/, 'shop-').toLowerCase()
  await it.administrate('CreateUserPoolDomain', { UserPoolId: pool, Domain })
  const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH']
  const clientId = await it.newClient(pool, { ...CODE_CLIENT, ExplicitAuthFlows })
  const base = `/domains/${Domain}.auth.us-east-1`
  return { pool, clientId, secret: '', url: `${it.house.url}${base}`, base }
}
