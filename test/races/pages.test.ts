import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateManagedLoginBrandingCommand,
  CreateResourceServerCommand,
  CreateTermsCommand,
  CreateUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
  ListResourceServersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { forEachAddress } from '../support/databases.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { newClient, newPool } from '../support/pools.ts'

const RIVALS = 16

/** The messages of the rivals that lost; the only winner has none. */
async function losers(rival: (index: number) => Promise<unknown>): Promise<readonly string[]> {
  const outcomes = await Promise.allSettled(Array.from({ length: RIVALS }, (_, index) => rival(index)))
  const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.message] : []))
  assert.equal(lost.length, RIVALS - 1)
  return [...new Set(lost)]
}

forEachAddress(
  (newAddress) => {
    const house = usePoolhouse({ database: newAddress() })
    const root = house.client()

    describe('of sixteen rivals, one gets', () => {
      test('a prefix that sixteen pools ask for', async () => {
        const pools: string[] = []
        for (let n = 0; n < RIVALS; n++) pools.push(await newPool(root))
        const lost = await losers((index) =>
          root.send(new CreateUserPoolDomainCommand({ UserPoolId: pools[index], Domain: 'wanted' })),
        )
        assert.deepEqual(lost, ['Domain already associated with another user pool.'])
        const { DomainDescription } = await root.send(new DescribeUserPoolDomainCommand({ Domain: 'wanted' }))
        assert.ok(pools.includes(DomainDescription?.UserPoolId ?? ''))
      })

      test('the only prefix domain of a pool', async () => {
        const UserPoolId = await newPool(root)
        const lost = await losers((index) =>
          root.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: `rival-${index}` })),
        )
        assert.deepEqual(lost, ['User pool already has a domain configured.'])
      })

      test('the last place for a resource server', async () => {
        const UserPoolId = await newPool(root)
        const create = (Identifier: string) =>
          root.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: 'n' }))
        for (let n = 0; n < 24; n++) await create(`server-${n}`)
        const lost = await losers((index) => create(`rival-${index}`))
        assert.deepEqual(lost, ['The limit of 25 resource servers in this user pool is reached.'])
        const list = new ListResourceServersCommand({ UserPoolId, MaxResults: 50 })
        assert.equal((await root.send(list)).ResourceServers?.length, 25)
      })

      test('the branding and the terms of a client', async () => {
        const UserPoolId = await newPool(root)
        const { id: ClientId } = await newClient(root, UserPoolId)
        const branding = { UserPoolId, ClientId, UseCognitoProvidedValues: true }
        assert.deepEqual(await losers(() => root.send(new CreateManagedLoginBrandingCommand(branding))), [
          `A ManagedLoginBranding already exists for client ${ClientId}`,
        ])
        const terms = {
          UserPoolId,
          ClientId,
          TermsName: 'terms-of-use',
          TermsSource: 'LINK',
          Enforcement: 'NONE',
        } as const
        assert.deepEqual(await losers(() => root.send(new CreateTermsCommand(terms))), [
          `Terms already exist for client ${ClientId}`,
        ])
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
