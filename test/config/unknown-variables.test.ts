import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { environmentName, SETTING_NAMES } from '../../src/config/settings.ts'
import { unknownVariables } from '../../src/config/unknown-variables.ts'

describe('a variable that begins as the settings do', () => {
  test('causes a warning if nothing reads it, with the most similar name', () => {
    assert.deepEqual(unknownVariables({ POOLHOUSE_PROT: '1', POOLHOUSE_COLOUR: 'red', HOME: '/root' }), [
      'the variable POOLHOUSE_COLOUR is not a setting',
      'the variable POOLHOUSE_PROT is not a setting: did you mean POOLHOUSE_PORT?',
    ])
  })

  test('is accepted if it is one of ours', () => {
    const others = [
      'POOLHOUSE_CONFIG',
      'POOLHOUSE_POPULATE_PASSWORD',
      'POOLHOUSE_TEST_DATABASE_URL',
      'POOLHOUSE_CI_NODES',
    ]
    for (const name of [...SETTING_NAMES.map(environmentName), ...others]) {
      assert.deepEqual(unknownVariables({ [name]: 'x' }), [], name)
    }
  })

  test('is accepted if Kubernetes sets it to describe a service of that name', () => {
    const variables = {
      POOLHOUSE_SERVICE_HOST: '10.0.0.1',
      POOLHOUSE_SERVICE_PORT: '7665',
      POOLHOUSE_SERVICE_PORT_HTTP: '7665',
      POOLHOUSE_PORT: 'tcp://10.0.0.1:7665',
      POOLHOUSE_PORT_7665_TCP: 'tcp://10.0.0.1:7665',
      POOLHOUSE_PORT_7665_TCP_PROTO: 'tcp',
      POOLHOUSE_DB_SERVICE_HOST: '10.0.0.2',
      POOLHOUSE_DB_PORT: 'tcp://10.0.0.2:5432',
      POOLHOUSE_DB_PORT_5432_TCP_ADDR: '10.0.0.2',
    }
    assert.deepEqual(unknownVariables(variables), [])
  })
})
