import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePolicy } from './parse-policy.ts'
import { simulatePolicy } from './simulate-policy.ts'

const attached = (name: string, ...Statement: object[]) => ({
  name,
  policy: parsePolicy({ Version: '2012-10-17', Statement }),
})
const all = { Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }
const noDelete = { Sid: 'NoDelete', Effect: 'Deny', Action: 'cognito-idp:Delete*', Resource: '*' }
const byTeam = {
  ...all,
  Condition: { StringEquals: { 'aws:ResourceTag/Team': 'blue', 'aws:username': 'alice' } },
}
const request = (action: string) => ({ action, resource: '*', context: new Map([['aws:username', 'alice']]) })

test('names every statement that applies, and the kind of policy that refuses', () => {
  const policies = { identity: [attached('admin', all)], session: [attached('careful', all, noDelete)] }
  assert.deepEqual(simulatePolicy(policies, request('cognito-idp:DeleteUserPool')), {
    decision: 'explicitDeny',
    deniedBy: 'session',
    matchedStatements: [
      { kind: 'identity', policyName: 'admin', sid: undefined, index: 0, effect: 'Allow' },
      { kind: 'session', policyName: 'careful', sid: undefined, index: 0, effect: 'Allow' },
      { kind: 'session', policyName: 'careful', sid: 'NoDelete', index: 1, effect: 'Deny' },
    ],
    missingContextKeys: [],
    unknownKeys: [],
  })
})

test('refuses if the boundary has no statement that applies', () => {
  const policies = { identity: [attached('admin', all)], boundary: attached('limit', noDelete) }
  const simulation = simulatePolicy(policies, request('cognito-idp:ListUsers'))
  assert.equal(simulation.decision, 'implicitDeny')
  assert.equal(simulation.deniedBy, 'boundary')
  assert.equal(simulation.matchedStatements.length, 1)
})

test('names the condition keys that the request lacks', () => {
  const simulation = simulatePolicy(
    { identity: [attached('team', byTeam)] },
    request('cognito-idp:ListUsers'),
  )
  assert.equal(simulation.decision, 'implicitDeny')
  assert.deepEqual(simulation.missingContextKeys, ['aws:resourcetag/team'])
})

test('says of an allowed request that nothing refuses it', () => {
  const simulation = simulatePolicy({ identity: [attached('admin', all)] }, request('cognito-idp:ListUsers'))
  assert.equal(simulation.decision, 'allowed')
  assert.equal(simulation.deniedBy, undefined)
})

test('distinguishes keys that the request could have from those that no request ever has', () => {
  const Condition = { StringEquals: { 'aws:SourceIp': '192.0.2.1', 'iam:PassedToService': 'ec2' } }
  const policies = { identity: [attached('roles', { ...all, Effect: 'Deny', Condition })] }
  const { missingContextKeys, unknownKeys } = simulatePolicy(policies, request('cognito-idp:ListUsers'))
  assert.deepEqual(missingContextKeys, ['aws:sourceip'])
  const place = "Statement[0].Condition.StringEquals['iam:PassedToService']"
  const sentence = `${place} reads a key that no request has, so this Deny never applies.`
  assert.deepEqual(unknownKeys, [{ policyName: 'roles', sentence }])
})
