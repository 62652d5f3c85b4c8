import assert from 'node:assert/strict'
import { test } from 'node:test'
import { model } from '../../src/contract/model.ts'
import { MEMBER_TRAITS } from '../../src/contract/traits/member-traits.ts'
import { OPERATION_TRAITS } from '../../src/contract/traits/operation-traits.ts'
import { SHAPE_TRAITS } from '../../src/contract/traits/shape-traits.ts'
import { inEnum } from '../../src/contract/violation.ts'

function membersOf(name: string): Readonly<Record<string, string>> {
  const shape = model.shapes[name]
  assert.equal(shape?.type, 'structure', `${name} is no structure of the model`)
  return shape.members
}

test('all traits of shapes and members name ones of the model', () => {
  for (const [name, { required = [] }] of Object.entries(SHAPE_TRAITS)) {
    assert.ok(Object.hasOwn(model.shapes, name), name)
    for (const member of required) assert.ok(Object.hasOwn(membersOf(name), member), `${name}.${member}`)
  }
  for (const [path, { shape }] of Object.entries(MEMBER_TRAITS)) {
    const [name = '', member = ''] = path.split('.')
    assert.ok(Object.hasOwn(membersOf(name), member), path)
    if (typeof shape === 'string') assert.ok(Object.hasOwn(model.shapes, shape), shape)
  }
})

test("a shape that replaces a member's shape keeps its JSON type", () => {
  for (const [path, { shape }] of Object.entries(MEMBER_TRAITS)) {
    if (shape === undefined) continue
    const [name = '', member = ''] = path.split('.')
    const before = model.shapes[membersOf(name)[member] ?? '']
    const after = typeof shape === 'string' ? model.shapes[shape] : shape
    assert.equal(after?.type, before?.type, path)
  }
})

// D8
test('an enum set is printed in the order in which the service was seen to print it', () => {
  const recorded: Readonly<Record<string, string>> = {
    AccountTakeoverEventActionType: 'MFA_IF_CONFIGURED, BLOCK, NO_ACTION, MFA_REQUIRED',
    AttributeDataType: 'Boolean, Number, String, DateTime',
    EventFilterType: 'SIGN_IN, PASSWORD_CHANGE, SIGN_UP',
    EventSourceName: 'userAuthEvents, userNotification',
    IdentityProviderTypeType: 'Facebook, SAML, SignInWithApple, LoginWithAmazon, OIDC, Google',
    LogLevel: 'ERROR, INFO',
    OAuthFlowType: 'implicit, client_credentials, code',
    UserPoolMfaType: 'OPTIONAL, OFF, ON',
    VerifiedAttributeType: 'phone_number, email',
  }
  for (const [name, set] of Object.entries(recorded)) {
    const shape = model.shapes[name]
    assert.ok(shape?.type === 'string' && shape.enum, name)
    assert.equal(inEnum(shape.enum), `Member must satisfy enum value set: [${set}]`)
  }
  assert.equal(inEnum(['GET', 'POST']), 'Member must satisfy enum value set: [POST, GET]') // of a map's value
})

test('the eight flows that a set was seen with are printed in that order', () => {
  const recorded = [
    'ALLOW_CUSTOM_AUTH',
    'ADMIN_NO_SRP_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'CUSTOM_AUTH_FLOW_ONLY',
    'USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  ]
  const shape = model.shapes.ExplicitAuthFlowsType
  assert.ok(shape?.type === 'string' && shape.enum)
  assert.equal(inEnum([...recorded].sort()), `Member must satisfy enum value set: [${recorded.join(', ')}]`)
  const printed = inEnum(shape.enum).split(/\[|, |\]/)
  assert.deepEqual(
    printed.filter((flow) => recorded.includes(flow)),
    recorded,
  )
})

test('a minimum of the back end names a member of the operation', () => {
  for (const [name, { backEndMinimum }] of Object.entries(OPERATION_TRAITS)) {
    if (!backEndMinimum) continue
    assert.ok(Object.hasOwn(membersOf(model.operations[name]?.input ?? ''), backEndMinimum.member), name)
  }
})
