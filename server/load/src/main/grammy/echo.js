// Usage: node echo.js PORT API_ROOT TOKEN SECRET. Answers every message with its own text and stores nothing.
import { createServer } from "node:http";
import { Bot, webhookCallback } from "grammy";

const [port, apiRoot, token, secret] = process.argv.slice(2);
const bot = new Bot(token, {
  client: { apiRoot },
  botInfo: { id: 1, is_bot: true, first_name: "bot", username: "bot", can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false },
});
bot.on("message:text", (context) => context.reply(context.message.text));
createServer(webhookCallback(bot, "http", { secretToken: secret })).listen(Number(port), "127.0.0.1", () => console.log("ready"));
