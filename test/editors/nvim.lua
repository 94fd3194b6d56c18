-- A short session of Neovim's own client with the language server. Prints one line for each thing that worked; the script
-- that starts it compares them. Written for 0.7 and later.
local function out(...)
  io.stdout:write(table.concat({ ... }, ' ') .. '\n')
end
local questions = 0
vim.lsp.handlers['window/showMessageRequest'] = function(_, params)
  questions = questions + 1
  return params.actions[1]
end
vim.lsp.handlers['window/showMessage'] = function() end

vim.cmd('edit models/marts/broken.sql')
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({ name = 'pipewright', cmd = vim.split(vim.env.PIPEWRIGHT, '\t'), root_dir = vim.fn.getcwd() })
assert(id, 'the server did not start')
vim.lsp.buf_attach_client(buffer, id)

local function wait(what, look)
  if not vim.wait(30000, look, 20) then
    out('waited in vain for ' .. what)
    vim.cmd('cquit!')
  end
end
local function request(method, params)
  local answer = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  return answer and answer[id] and answer[id].result
end
local function at(line, character)
  return { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = character } }
end

local function errors()
  return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR })
end

wait('the finding', function() return #errors() > 0 end)
local found = errors()[1]
out('finding', string.format('%d:%d', found.lnum + 1, found.col + 1), found.source)

local diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, 1)
local actions = request('textDocument/codeAction', { textDocument = at(0, 0).textDocument, range = diagnostics[1].range, context = { diagnostics = diagnostics } })
out('action', actions[1].title)
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
wait('the finding to go', function() return #errors() == 0 end)
out('fixed', vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1])

wait('the branch', function()
  return vim.fn.readfile('.git/HEAD')[1] == 'ref: refs/heads/feature/etl-broken'
end)
out('questions', tostring(questions))

local hover = request('textDocument/hover', at(1, 14))
out('hover', (hover.contents.value:gsub('\n.*', '')))
local completion = request('textDocument/completion', at(1, 13))
local names = vim.tbl_map(function(item) return item.label end, completion.items or completion)
out('completion', tostring(vim.tbl_contains(names, 'customers')))
local definition = request('textDocument/definition', at(1, 14))
out('definition', (definition[1].targetUri or definition[1].uri):match('[^/]+$'))

local edit = request('textDocument/rename', vim.tbl_extend('force', at(1, 14), { newName = 'buyers' }))
vim.lsp.util.apply_workspace_edit(edit, 'utf-16')
vim.cmd('silent! wall!')
out('renamed', vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1], tostring(vim.fn.filereadable('models/marts/buyers.sql')))

vim.lsp.stop_client(id)
wait('the end', function() return vim.lsp.client_is_stopped(id) end)
out('stopped')
vim.cmd('qall!')
