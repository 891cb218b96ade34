-- {{< dataflow render specs/ihd --view overview --lang da >}} in a Quarto document: the picture as the map is now.
-- {{< dataflow gaps specs/ihd --actor gp >}}, stats and questions: the table. Nothing else is carried out.

local written = { gaps = "table", stats = "markdown", questions = "markdown" }

local function words_of(args)
  local words = {}
  for _, arg in ipairs(args) do
    local word = pandoc.utils.stringify(arg)
    -- Pandoc makes a dash of two hyphens.
    word = word:gsub("^–", "--")
    if word == "-o" or word:match("^%-%-output") or word:match("^%-%-format") or word:match("baseline") then
      error("dataflow: " .. word .. " can't stand in a shortcode")
    end
    table.insert(words, word)
  end
  return words
end

local function picture(words, alternative)
  local ending = quarto.doc.is_format("html") and "svg" or "png"
  table.insert(words, "--format")
  table.insert(words, ending)
  table.insert(words, "-o")
  table.insert(words, "-")
  local content = pandoc.pipe("dataflow", words, "")
  local name = "dataflow-" .. pandoc.sha1(table.concat(words, " ")) .. "." .. ending
  local kind = ending == "svg" and "image/svg+xml" or "image/png"
  pandoc.mediabag.insert(name, kind, content)
  return pandoc.Para({ pandoc.Image({ pandoc.Str(alternative) }, name) })
end

local function dataflow(args, kwargs)
  local words = words_of(args)
  local command = words[1]
  if command == "render" then
    local alternative = pandoc.utils.stringify(kwargs["alt"] or "")
    return picture(words, alternative ~= "" and alternative or table.concat(words, " ", 2))
  end
  if written[command] == nil then
    error("dataflow: " .. tostring(command) .. " can't stand in a shortcode; render, gaps, stats and questions can")
  end
  table.insert(words, "--format")
  table.insert(words, written[command])
  return pandoc.read(pandoc.pipe("dataflow", words, ""), "gfm").blocks
end

return { dataflow = dataflow }
