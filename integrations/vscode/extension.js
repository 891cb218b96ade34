// Starts `dataflow lsp` for the YAML files of a window; docs/editors.md says how to install this.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("dataflow").get("path");
  const documents = [
    { scheme: "file", language: "yaml" },
    { scheme: "untitled", language: "yaml" },
  ];
  const watched = workspace.createFileSystemWatcher("**/*.{yaml,yml}");
  client = new LanguageClient("dataflow", { command, args: ["lsp"] }, {
    documentSelector: documents,
    synchronize: { fileEvents: watched },
  });
  return client.start();
};

exports.deactivate = () => client && client.stop();
