import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { ACCOUNT, type Poolhouse } from '../../support/poolhouse.ts'

interface SignedOperation {
  readonly operation: OperationName
  readonly house: () => Poolhouse
  /** A valid input. */
  readonly input: () => Promise<object>
  /** The ARN that a policy must name. */
  readonly resource: (input: never) => string
  /** What a policy must allow besides the operation. */
  readonly besides?: { readonly Action: string; readonly Resource: string }
}

/** What every signed operation refuses: no signature, no permission. */
export function testAccess({ operation, house, input, resource, besides }: SignedOperation): void {
  test('asks for a signature', async () => {
    const answer = await house().call(operation, await input(), { signed: false })
    assert.equal(answer.status, 400)
    assert.equal(
      answer.text,
      '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
    )
  })

  test('asks for its IAM action', async () => {
    const good = await input()
    const arn = resource(good as never)
    const name = `stranger-to-${operation}`
    const everythingElse = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', NotAction: `cognito-idp:${operation}`, Resource: '*' }],
    }
    const credentials = await house().userWith(everythingElse, name)
    const answer = await house().call(operation, good, { credentials })
    assert.equal(answer.status, 400)
    assert.deepEqual(answer.json, {
      __type: 'AccessDeniedException',
      Message: `User: arn:aws:iam::${ACCOUNT}:user/${name} is not authorized to perform: cognito-idp:${operation} on resource: ${arn} because no identity-based policy allows the cognito-idp:${operation} action`,
    })
  })

  test('works with no more than its IAM action', async () => {
    const good = await input()
    const justThis = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: `cognito-idp:${operation}`, Resource: resource(good as never) },
        ...(besides ? [{ Effect: 'Allow', ...besides }] : []),
      ],
    }
    const credentials = await house().userWith(justThis, `friend-of-${operation}`)
    const answer = await house().call(operation, good, { credentials })
    assert.equal(answer.status, 200, answer.text)
  })
}
