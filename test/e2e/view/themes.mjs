/** The variables that the page reads, with values as an editor's themes give them. */
const theme = (name, [background, widget, foreground, faint, link, focus, input, border, error, warning, hover], contrast, [added, modified, deleted]) => ({
  name,
  variables: {
    '--vscode-editor-background': background, '--vscode-editorWidget-background': widget, '--vscode-foreground': foreground, '--vscode-descriptionForeground': faint, '--vscode-textLink-foreground': link, '--vscode-focusBorder': focus,
    '--vscode-input-background': input, '--vscode-input-foreground': foreground, '--vscode-input-border': border, '--vscode-editorError-foreground': error, '--vscode-editorWarning-foreground': warning, '--vscode-list-hoverBackground': hover,
    '--vscode-gitDecoration-addedResourceForeground': added, '--vscode-gitDecoration-modifiedResourceForeground': modified, '--vscode-gitDecoration-deletedResourceForeground': deleted,
    '--vscode-font-family': 'system-ui, sans-serif', ...(contrast ? { '--vscode-contrastBorder': contrast[0], '--vscode-contrastActiveBorder': contrast[1] } : {}),
  },
});

export const THEMES = {
  dark: theme('vscode-dark', ['#1f1f1f', '#202020', '#cccccc', '#9d9d9d', '#4daafc', '#0078d4', '#313131', '#3c3c3c', '#f14c4c', '#cca700', '#2a2d2e'], undefined, ['#81b88b', '#e2c08d', '#c74e39']),
  light: theme('vscode-light', ['#ffffff', '#f8f8f8', '#3b3b3b', '#616161', '#005fb8', '#005fb8', '#ffffff', '#cecece', '#e51400', '#955f00', '#f2f2f2'], undefined, ['#587c0c', '#895503', '#ad0707']),
  contrast: theme('vscode-high-contrast', ['#000000', '#0c141f', '#ffffff', '#e8e8e8', '#21a6ff', '#f38518', '#000000', '#6fc3df', '#f48771', '#ffd370', '#00000000'], ['#6fc3df', '#f38518'], ['#a1e3ad', '#e2c08d', '#c74e39']),
  'contrast-light': theme('vscode-high-contrast vscode-high-contrast-light', ['#ffffff', '#ffffff', '#292929', '#292929', '#0f4a85', '#006bbd', '#ffffff', '#0f4a85', '#b5200d', '#7a4e00', '#00000000'], ['#0f4a85', '#006bbd'], ['#374e06', '#895503', '#ad0707']),
};
