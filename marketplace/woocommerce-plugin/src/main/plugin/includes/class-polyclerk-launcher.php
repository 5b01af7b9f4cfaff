<?php
/**
 * The launcher in the shop front.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * Puts the chat's button and links to the messengers on the shop's pages: by the footer, and as a block.
 */
final class Polyclerk_Launcher {

	const CHAT  = 'polyclerk-chat';
	const STYLE = 'polyclerk-launcher';

	/**
	 * Registers hooks.
	 */
	public static function hooks() {
		add_action( 'wp_enqueue_scripts', array( __CLASS__, 'enqueue' ) );
		add_filter( 'script_loader_tag', array( __CLASS__, 'attributes' ), 10, 2 );
		add_action( 'wp_footer', array( __CLASS__, 'footer' ) );
		add_action( 'init', array( __CLASS__, 'block' ) );
	}

	/**
	 * Loads the launcher's files. The chat itself is loaded when somebody opens it.
	 */
	public static function enqueue() {
		$connection = Polyclerk_Options::connection();
		$launcher   = Polyclerk_Options::launcher();
		wp_register_style( self::STYLE, plugins_url( 'assets/launcher.css', POLYCLERK_FILE ), array(), POLYCLERK_VERSION );
		if ( array() !== $connection && 'yes' === $launcher['chat'] ) {
			// The file comes from the merchant's own Polyclerk server and has no version of ours.
			// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
			wp_enqueue_script(
				self::CHAT,
				$connection['server'] . '/chat/embed.js',
				array(),
				null,
				array(
					'in_footer' => true,
					'strategy'  => 'async',
				)
			);
		}
		if ( array() !== self::links() ) {
			wp_enqueue_style( self::STYLE );
		}
	}

	/**
	 * Tells the chat's file which chat it opens.
	 *
	 * @param string $tag    The script element.
	 * @param string $handle Its name.
	 * @return string
	 */
	public static function attributes( $tag, $handle ) {
		if ( self::CHAT !== $handle ) {
			return $tag;
		}
		$connection = Polyclerk_Options::connection();
		$launcher   = Polyclerk_Options::launcher();
		$attributes = array(
			'data-connection' => isset( $connection['chat'] ) ? $connection['chat'] : '',
			'data-customer'   => Polyclerk_Customer::address(),
			'data-lang'       => str_replace( '_', '-', determine_locale() ),
			'data-side'       => $launcher['side'],
		);
		$text       = '';
		foreach ( $attributes as $name => $value ) {
			$text .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
		}
		return str_replace( ' src=', $text . ' src=', $tag );
	}

	/**
	 * The messengers that the merchant has entered, with name and address.
	 *
	 * @return array<string,array{0:string,1:string}>
	 */
	private static function links() {
		$launcher = Polyclerk_Options::launcher();
		$links    = array();
		if ( '' !== $launcher['whatsapp'] ) {
			$links['whatsapp'] = array( 'WhatsApp', 'https://wa.me/' . $launcher['whatsapp'] );
		}
		if ( '' !== $launcher['telegram'] ) {
			$links['telegram'] = array( 'Telegram', 'https://t.me/' . $launcher['telegram'] );
		}
		if ( '' !== $launcher['wechat'] ) {
			$links['wechat'] = array( 'WeChat', $launcher['wechat'] );
		}
		return $links;
	}

	/**
	 * The links at the edge of every page.
	 */
	public static function footer() {
		if ( array() !== self::links() ) {
			$launcher = Polyclerk_Options::launcher();
			// Escaped where it is made.
			// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped
			echo self::html( 'polyclerk-links polyclerk-edge polyclerk-' . $launcher['side'] . ( 'yes' === $launcher['chat'] ? ' polyclerk-above-chat' : '' ) );
		}
	}

	/**
	 * The links as HTML.
	 *
	 * @param string $classes Of the element around them.
	 * @return string
	 */
	private static function html( $classes ) {
		$html = sprintf( '<nav class="%s" aria-label="%s">', esc_attr( $classes ), esc_attr__( 'Write to us', 'polyclerk' ) );
		foreach ( self::links() as $id => $link ) {
			if ( 'wechat' === $id ) {
				$html .= sprintf(
					'<details class="polyclerk-link polyclerk-wechat"><summary>%1$s</summary><img src="%2$s" alt="%3$s" width="180" height="180" loading="lazy"></details>',
					esc_html( $link[0] ),
					esc_url( $link[1] ),
					esc_attr__( 'QR code of our WeChat account', 'polyclerk' )
				);
				continue;
			}
			$html .= sprintf(
				'<a class="polyclerk-link polyclerk-%1$s" href="%2$s" target="_blank" rel="noopener nofollow">%3$s</a>',
				esc_attr( $id ),
				esc_url( $link[1] ),
				esc_html( $link[0] )
			);
		}
		return $html . '</nav>';
	}

	/**
	 * Registers the block.
	 */
	public static function block() {
		wp_register_script(
			'polyclerk-block',
			plugins_url( 'blocks/launcher/editor.js', POLYCLERK_FILE ),
			array( 'wp-blocks', 'wp-element', 'wp-i18n', 'wp-server-side-render', 'wp-block-editor' ),
			POLYCLERK_VERSION,
			true
		);
		register_block_type(
			plugin_dir_path( POLYCLERK_FILE ) . 'blocks/launcher',
			array( 'render_callback' => array( __CLASS__, 'render' ) )
		);
	}

	/**
	 * The block on a page.
	 *
	 * @return string
	 */
	public static function render() {
		$connection = Polyclerk_Options::connection();
		$launcher   = Polyclerk_Options::launcher();
		$links      = array() === self::links() ? '' : self::html( 'polyclerk-links' );
		$chat       = array() === $connection || 'yes' !== $launcher['chat']
			? ''
			: sprintf( '<button type="button" class="polyclerk-open wp-element-button" data-polyclerk-open>%s</button>', esc_html__( 'Chat with us', 'polyclerk' ) );
		if ( '' === $links . $chat ) {
			return '';
		}
		wp_enqueue_style( self::STYLE );
		return sprintf( '<div %s>%s%s</div>', get_block_wrapper_attributes( array( 'class' => 'polyclerk-launcher' ) ), $chat, $links );
	}
}
