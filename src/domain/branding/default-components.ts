import type { Settings } from './managed-login-branding.ts'

/** The parts of the pages. AWS: Developer Guide, the default style of managed login. */
export const DEFAULT_COMPONENTS: Settings = {
  alert: {
    borderRadius: 12,
    darkMode: { error: { backgroundColor: '1a0000ff', borderColor: 'eb6f6fff' } },
    lightMode: { error: { backgroundColor: 'fff7f7ff', borderColor: 'd91515ff' } },
  },
  favicon: { enabledTypes: ['ICO', 'SVG'] },
  form: {
    backgroundImage: { enabled: false },
    borderRadius: 8,
    darkMode: { backgroundColor: '0f1b2aff', borderColor: '424650ff' },
    lightMode: { backgroundColor: 'ffffffff', borderColor: 'c6c6cdff' },
    logo: { enabled: false, formInclusion: 'IN', location: 'CENTER', position: 'TOP' },
  },
  idpButton: {
    custom: {},
    standard: {
      darkMode: {
        active: { backgroundColor: '354150ff', borderColor: '89bdeeff', textColor: '89bdeeff' },
        defaults: { backgroundColor: '0f1b2aff', borderColor: 'c6c6cdff', textColor: 'c6c6cdff' },
        hover: { backgroundColor: '192534ff', borderColor: '89bdeeff', textColor: '89bdeeff' },
      },
      lightMode: {
        active: { backgroundColor: 'd3e7f9ff', borderColor: '033160ff', textColor: '033160ff' },
        defaults: { backgroundColor: 'ffffffff', borderColor: '424650ff', textColor: '424650ff' },
        hover: { backgroundColor: 'f2f8fdff', borderColor: '033160ff', textColor: '033160ff' },
      },
    },
  },
  pageBackground: {
    darkMode: { color: '0f1b2aff' },
    image: { enabled: true },
    lightMode: { color: 'ffffffff' },
  },
  pageFooter: {
    backgroundImage: { enabled: false },
    darkMode: { background: { color: '0f141aff' }, borderColor: '424650ff' },
    lightMode: { background: { color: 'fafafaff' }, borderColor: 'd5dbdbff' },
    logo: { enabled: false, location: 'START' },
  },
  pageHeader: {
    backgroundImage: { enabled: false },
    darkMode: { background: { color: '0f141aff' }, borderColor: '424650ff' },
    lightMode: { background: { color: 'fafafaff' }, borderColor: 'd5dbdbff' },
    logo: { enabled: false, location: 'START' },
  },
  pageText: {
    darkMode: { bodyColor: 'b6bec9ff', descriptionColor: 'b6bec9ff', headingColor: 'd1d5dbff' },
    lightMode: { bodyColor: '414d5cff', descriptionColor: '414d5cff', headingColor: '000716ff' },
  },
  phoneNumberSelector: { displayType: 'TEXT' },
  primaryButton: {
    darkMode: {
      active: { backgroundColor: '539fe5ff', textColor: '000716ff' },
      defaults: { backgroundColor: '539fe5ff', textColor: '000716ff' },
      disabled: { backgroundColor: 'ffffffff', borderColor: 'ffffffff' },
      hover: { backgroundColor: '89bdeeff', textColor: '000716ff' },
    },
    lightMode: {
      active: { backgroundColor: '033160ff', textColor: 'ffffffff' },
      defaults: { backgroundColor: '0972d3ff', textColor: 'ffffffff' },
      disabled: { backgroundColor: 'ffffffff', borderColor: 'ffffffff' },
      hover: { backgroundColor: '033160ff', textColor: 'ffffffff' },
    },
  },
  secondaryButton: {
    darkMode: {
      active: { backgroundColor: '354150ff', borderColor: '89bdeeff', textColor: '89bdeeff' },
      defaults: { backgroundColor: '0f1b2aff', borderColor: '539fe5ff', textColor: '539fe5ff' },
      hover: { backgroundColor: '192534ff', borderColor: '89bdeeff', textColor: '89bdeeff' },
    },
    lightMode: {
      active: { backgroundColor: 'd3e7f9ff', borderColor: '033160ff', textColor: '033160ff' },
      defaults: { backgroundColor: 'ffffffff', borderColor: '0972d3ff', textColor: '0972d3ff' },
      hover: { backgroundColor: 'f2f8fdff', borderColor: '033160ff', textColor: '033160ff' },
    },
  },
}
