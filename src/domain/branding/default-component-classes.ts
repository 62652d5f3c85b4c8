import type { Settings } from './managed-login-branding.ts'

/** What components of a kind share. AWS: Developer Guide, the default style of managed login. */
export const DEFAULT_COMPONENT_CLASSES: Settings = {
  buttons: { borderRadius: 8 },
  divider: { darkMode: { borderColor: '232b37ff' }, lightMode: { borderColor: 'ebebf0ff' } },
  dropDown: {
    borderRadius: 8,
    darkMode: {
      defaults: { itemBackgroundColor: '192534ff' },
      hover: { itemBackgroundColor: '081120ff', itemBorderColor: '5f6b7aff', itemTextColor: 'e9ebedff' },
      match: { itemBackgroundColor: 'd1d5dbff', itemTextColor: '89bdeeff' },
    },
    lightMode: {
      defaults: { itemBackgroundColor: 'ffffffff' },
      hover: { itemBackgroundColor: 'f4f4f4ff', itemBorderColor: '7d8998ff', itemTextColor: '000716ff' },
      match: { itemBackgroundColor: '414d5cff', itemTextColor: '0972d3ff' },
    },
  },
  focusState: { darkMode: { borderColor: '539fe5ff' }, lightMode: { borderColor: '0972d3ff' } },
  idpButtons: { icons: { enabled: true } },
  input: {
    borderRadius: 8,
    darkMode: {
      defaults: { backgroundColor: '0f1b2aff', borderColor: '5f6b7aff' },
      placeholderColor: '8d99a8ff',
    },
    lightMode: {
      defaults: { backgroundColor: 'ffffffff', borderColor: '7d8998ff' },
      placeholderColor: '5f6b7aff',
    },
  },
  inputDescription: { darkMode: { textColor: '8d99a8ff' }, lightMode: { textColor: '5f6b7aff' } },
  inputLabel: { darkMode: { textColor: 'd1d5dbff' }, lightMode: { textColor: '000716ff' } },
  link: {
    darkMode: { defaults: { textColor: '539fe5ff' }, hover: { textColor: '89bdeeff' } },
    lightMode: { defaults: { textColor: '0972d3ff' }, hover: { textColor: '033160ff' } },
  },
  optionControls: {
    darkMode: {
      defaults: { backgroundColor: '0f1b2aff', borderColor: '7d8998ff' },
      selected: { backgroundColor: '539fe5ff', foregroundColor: '000716ff' },
    },
    lightMode: {
      defaults: { backgroundColor: 'ffffffff', borderColor: '7d8998ff' },
      selected: { backgroundColor: '0972d3ff', foregroundColor: 'ffffffff' },
    },
  },
  statusIndicator: {
    darkMode: {
      error: { backgroundColor: '1a0000ff', borderColor: 'eb6f6fff', indicatorColor: 'eb6f6fff' },
      pending: { indicatorColor: 'AAAAAAAA' },
      success: { backgroundColor: '001a02ff', borderColor: '29ad32ff', indicatorColor: '29ad32ff' },
      warning: { backgroundColor: '1d1906ff', borderColor: 'e0ca57ff', indicatorColor: 'e0ca57ff' },
    },
    lightMode: {
      error: { backgroundColor: 'fff7f7ff', borderColor: 'd91515ff', indicatorColor: 'd91515ff' },
      pending: { indicatorColor: 'AAAAAAAA' },
      success: { backgroundColor: 'f2fcf3ff', borderColor: '037f0cff', indicatorColor: '037f0cff' },
      warning: { backgroundColor: 'fffce9ff', borderColor: '8d6605ff', indicatorColor: '8d6605ff' },
    },
  },
}
