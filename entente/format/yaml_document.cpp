#include "entente/format/yaml_document.hpp"

#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <libfyaml.h>

#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/text_positions.hpp"
#include "entente/format/yaml_explain.hpp"

namespace entente::format {
namespace {

struct DiagDeleter {
  void operator()(fy_diag* diag) const { fy_diag_destroy(diag); }
};
struct ParserDeleter {
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};

/// The events of one text, one after the other; libfyaml's objects live and die here.
class EventStream {
 public:
  explicit EventStream(std::string_view text) {
    fy_diag_cfg diag_config;
    fy_diag_cfg_default(&diag_config);
    diag_config.fp = nullptr;
    diag_config.output_fn = [](fy_diag*, void*, const char*, std::size_t) {};
    diag_config.level = FYET_ERROR;
    diag_.reset(fy_diag_create(&diag_config));
    if (!diag_) return;
    fy_diag_set_collect_errors(diag_.get(), true);
    fy_parse_cfg config{};
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_COLLECT_DIAG |
                                                   FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE);
    config.diag = diag_.get();
    parser_.reset(fy_parser_create(&config));
    if (parser_ && fy_parser_set_string(parser_.get(), text.data(), text.size()) != 0) {
      parser_.reset();
    }
  }

  ~EventStream() { release(); }
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  /// The next event, valid until the next call; null at the end or at an error.
  fy_event* next() {
    release();
    if (parser_) event_ = fy_parser_parse(parser_.get());
    return event_;
  }

  /// What stopped the stream, in libfyaml's words, with the byte it is about.
  [[nodiscard]] YamlFault fault(const TextPositions& positions) const {
    YamlFault fault;
    if (!diag_) return fault;
    void* previous = nullptr;
    while (const fy_diag_error* error = fy_diag_errors_iterate(diag_.get(), &previous)) {
      if (error->type != FYET_ERROR) continue;
      fault.message = error->msg == nullptr ? "" : error->msg;
      if (error->line > 0) {
        // libfyaml counts characters in columns; the line's start is enough where it disagrees.
        fault.place = {error->line, error->column > 0 ? error->column : 1};
        if (error->fyt != nullptr && fault.message.find("without a closing") == std::string::npos) {
          if (const fy_mark* mark = fy_token_start_mark(error->fyt)) {
            fault.offset = mark->input_pos;
            fault.place = positions.at(mark->input_pos);
          }
        }
      }
      break;
    }
    return fault;
  }

 private:
  void release() {
    if (event_ != nullptr) fy_parser_event_free(parser_.get(), event_);
    event_ = nullptr;
  }

  std::unique_ptr<fy_diag, DiagDeleter> diag_;
  std::unique_ptr<fy_parser, ParserDeleter> parser_;
  fy_event* event_ = nullptr;
};

/// Builds the tree from the events.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const std::string& file)
      : file_(file), text_(text), positions_(text) {}

  YamlDocument build() {
    document_.diagnostics = check_text(text_, positions_, file_);
    if (!document_.diagnostics.empty()) return std::move(document_);
    EventStream events(text_);
    bool ended = false;
    while (!ended && !stopped_) {
      fy_event* event = events.next();
      if (event == nullptr) break;
      ended = event->type == FYET_STREAM_END;
      take(event);
    }
    if (!ended && !stopped_) {
      document_.diagnostics.push_back(
          explain_yaml_fault(text_, positions_, file_, events.fault(positions_)));
    } else if (!stopped_ && !document_.readable) {
      add(TextPosition{}, "the file is empty", "start with `entente: 1`; examples/ has examples");
    }
    if (!ended && !second_document_) document_.readable = false;
    return std::move(document_);
  }

 private:
  void take(fy_event* event) {
    switch (event->type) {
      case FYET_DOCUMENT_START:
        if (!document_.readable) break;
        add(event_position(event), "a second document starts here",
            "a file holds one document: remove the line `---` or split the file");
        second_document_ = stopped_ = true;
        break;
      case FYET_ALIAS:
        refuse_alias(event);
        break;
      case FYET_SCALAR:
        put(scalar(event));
        break;
      case FYET_SEQUENCE_START:
        open(node_at(event, YamlNode::Kind::sequence), event);
        break;
      case FYET_MAPPING_START:
        open(node_at(event, YamlNode::Kind::mapping), event);
        break;
      case FYET_MAPPING_END:
      case FYET_SEQUENCE_END:
        close();
        break;
      default:
        break;
    }
  }

  [[nodiscard]] TextPosition event_position(fy_event* event) const {
    const fy_mark* mark = fy_event_start_mark(event);
    return mark == nullptr ? TextPosition{} : positions_.at(mark->input_pos);
  }

  [[nodiscard]] TextPosition token_position(fy_token* token) const {
    const fy_mark* mark = fy_token_start_mark(token);
    return mark == nullptr ? TextPosition{} : positions_.at(mark->input_pos);
  }

  [[nodiscard]] YamlNode node_at(fy_event* event, YamlNode::Kind kind) const {
    const TextPosition position = event_position(event);
    YamlNode node;
    node.kind = kind;
    node.line = position.line;
    node.column = position.column;
    return node;
  }

  void refuse_alias(fy_event* event) {
    YamlNode node = node_at(event, YamlNode::Kind::refused);
    --node.column;  // libfyaml points behind the `*`
    add({node.line, node.column}, "aliases (`*name`) are not part of the format",
        "write the value out; put a text that starts with `*` in quotes");
    put(std::move(node));
  }

  YamlNode scalar(fy_event* event) {
    YamlNode node = node_at(event, YamlNode::Kind::scalar);
    fy_token* token = event->scalar.value;
    if (token != nullptr) {
      const auto style = fy_token_scalar_style(token);
      // libfyaml points behind the opening quote.
      if (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) --node.column;
      std::size_t length = 0;
      const char* text = fy_token_get_text(token, &length);
      if (text != nullptr) node.text.assign(text, length);
      node.quoted = style != FYSS_PLAIN;
    }
    if (node.text.empty() && !node.quoted) place_nothing(node);
    refuse_decoration(event);
    return node;
  }

  /// Where nothing is written, point at the key or list item before it, or at what holds it.
  void place_nothing(YamlNode& node) const {
    if (open_.empty()) return;
    const YamlNode& holder = open_.back();
    const YamlNode& near = holder.children.empty() ? holder : holder.children.back();
    node.line = near.line;
    node.column = near.column;
  }

  void refuse_decoration(fy_event* event) {
    if (fy_token* anchor = fy_event_get_anchor_token(event)) {
      TextPosition position = token_position(anchor);
      --position.column;  // libfyaml points behind the `&`
      add(position, "anchors (`&name`) are not part of the format",
          "remove it; put a text that starts with `&` in quotes");
    }
    if (fy_token* tag = fy_event_get_tag_token(event)) {
      add(token_position(tag), "tags (`!name`) are not part of the format",
          "remove it; put a text that starts with `!` in quotes");
    }
  }

  void open(YamlNode node, fy_event* event) {
    refuse_decoration(event);
    if (open_.size() == k_max_depth) {
      add({node.line, node.column},
          fmt::format("more than {} lists and maps are nested in each other", k_max_depth),
          "a scenario needs fewer than ten levels");
      stopped_ = true;
      return;
    }
    open_.push_back(std::move(node));
  }

  void close() {
    if (open_.empty()) return;
    YamlNode node = std::move(open_.back());
    open_.pop_back();
    if (node.kind == YamlNode::Kind::mapping) {
      check_keys(node);
      start_at_first_key(node);
    }
    put(std::move(node));
  }

  /// Hangs a finished node into the list or map around it.
  void put(YamlNode node) {
    if (++nodes_ > k_max_nodes) {
      add({node.line, node.column},
          fmt::format("the file holds more than {} values, names, lists and maps", k_max_nodes),
          "split off parties' preferences into files of their own");
      stopped_ = true;
      return;
    }
    if (open_.empty()) {
      document_.root = std::move(node);
      document_.readable = true;
    } else {
      open_.back().children.push_back(std::move(node));
    }
  }

  /// libfyaml places a map without braces of its own at the colon.
  static void start_at_first_key(YamlNode& mapping) {
    if (mapping.children.empty()) return;
    const YamlNode& key = mapping.children.front();
    if (key.line > mapping.line || (key.line == mapping.line && key.column > mapping.column))
      return;
    mapping.line = key.line;
    mapping.column = key.column;
  }

  /// Keeps the pairs whose keys are plain words, each key once.
  void check_keys(YamlNode& mapping) {
    std::vector<YamlNode> kept;
    kept.reserve(mapping.children.size());
    std::unordered_map<std::string, int> first_line;
    for (std::size_t i = 0; i < mapping.pair_count(); ++i) {
      YamlNode& key = mapping.children[2 * i];
      if (!usable_key(key)) continue;
      const auto [known, fresh] = first_line.emplace(key.text, key.line);
      if (!fresh) {
        add({key.line, key.column},
            fmt::format("{} is written twice in the same map", in_quotes(key.text)),
            fmt::format("the first is on line {}; remove or rename one of them", known->second));
        continue;
      }
      kept.push_back(std::move(key));
      kept.push_back(std::move(mapping.children[2 * i + 1]));
    }
    mapping.children = std::move(kept);
  }

  bool usable_key(const YamlNode& key) {
    if (key.kind == YamlNode::Kind::refused) return false;
    if (key.kind != YamlNode::Kind::scalar) {
      add({key.line, key.column}, "a list or map cannot be a key", "a key is a single name");
      return false;
    }
    if (key.text == "<<" && !key.quoted) {
      add({key.line, key.column}, "merge keys (`<<`) are not part of the format",
          "write the entries out");
      return false;
    }
    return true;
  }

  void add(TextPosition position, std::string message, std::string hint) {
    if (document_.diagnostics.size() >= k_max_problems) return;
    document_.diagnostics.push_back(
        make_error({file_, position.line, position.column}, std::move(message), std::move(hint)));
  }

  const std::string& file_;
  std::string_view text_;
  TextPositions positions_;
  YamlDocument document_;
  std::vector<YamlNode> open_;
  std::size_t nodes_ = 0;
  bool stopped_ = false;
  bool second_document_ = false;
};

}  // namespace

bool YamlNode::is_null() const {
  return kind == Kind::scalar && !quoted &&
         (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

YamlDocument parse_yaml(std::string_view text, const std::string& file) {
  if (text.size() > k_max_file_bytes) {
    YamlDocument document;
    document.diagnostics.push_back(
        make_error({file, 0, 0}, fmt::format("the file has more than {} bytes", k_max_file_bytes),
                   "this is the limit for one file; preferences may stand in files of their own"));
    return document;
  }
  return TreeBuilder(without_byte_order_mark(text), file).build();
}

}  // namespace entente::format
