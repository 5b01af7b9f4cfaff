<?php
/**
 * The settings page.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * WooCommerce → Polyclerk: connecting, and how the launcher looks.
 */
final class Polyclerk_Settings {

	const NONCE = 'polyclerk_launcher';

	/**
	 * Registers hooks.
	 */
	public static function hooks() {
		add_action( 'admin_menu', array( __CLASS__, 'menu' ), 60 );
		add_action( 'admin_post_polyclerk_launcher', array( __CLASS__, 'save' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( POLYCLERK_FILE ), array( __CLASS__, 'link' ) );
	}

	/**
	 * Adds the page.
	 */
	public static function menu() {
		add_submenu_page( 'woocommerce', 'Polyclerk', 'Polyclerk', 'manage_woocommerce', 'polyclerk', array( __CLASS__, 'show' ) );
	}

	/**
	 * Adds a link to the page in the list of plugins.
	 *
	 * @param string[] $links All of them.
	 * @return string[]
	 */
	public static function link( $links ) {
		array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( Polyclerk_Connect::page() ), esc_html__( 'Settings', 'polyclerk' ) ) );
		return $links;
	}

	/**
	 * Keeps how the launcher looks.
	 */
	public static function save() {
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'polyclerk' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::NONCE );
		$given = array();
		foreach ( array( 'chat', 'side', 'whatsapp', 'telegram', 'wechat' ) as $name ) {
			$given[ $name ] = isset( $_POST[ $name ] ) ? sanitize_text_field( wp_unslash( $_POST[ $name ] ) ) : '';
		}
		Polyclerk_Options::save_launcher( $given );
		wp_safe_redirect( add_query_arg( 'saved', '1', Polyclerk_Connect::page() ) );
		exit;
	}

	/**
	 * Shows the page.
	 */
	public static function show() {
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			return;
		}
		echo '<div class="wrap"><h1>Polyclerk</h1>';
		self::notices();
		if ( array() !== Polyclerk_Options::connection() ) {
			$state = Polyclerk_Server::ask( 'GET', 'shop', array(), 5 );
			if ( is_wp_error( $state ) && 'polyclerk_401' === $state->get_error_code() && Polyclerk_Options::is_fresh() ) {
				self::almost();
			} else {
				self::connected( $state );
				self::launcher();
			}
		} elseif ( self::is_arriving() ) {
			self::arriving();
		} else {
			self::connect();
		}
		echo '</div>';
	}

	/**
	 * What happened before this page was opened.
	 */
	private static function notices() {
		$error = get_transient( 'polyclerk_error_' . get_current_user_id() );
		if ( is_string( $error ) && '' !== $error ) {
			delete_transient( 'polyclerk_error_' . get_current_user_id() );
			self::notice( 'error', $error );
		}
		// Only decides what is shown.
		// phpcs:disable WordPress.Security.NonceVerification.Recommended
		if ( isset( $_GET['success'] ) && '0' === $_GET['success'] ) {
			Polyclerk_Options::forget_pending();
			self::notice( 'warning', __( 'You did not agree, so nothing was connected.', 'polyclerk' ) );
		}
		if ( isset( $_GET['saved'] ) ) {
			self::notice( 'success', __( 'Saved.', 'polyclerk' ) );
		}
		// phpcs:enable
	}

	/**
	 * Shows a notice.
	 *
	 * @param string $kind Of WordPress' notices.
	 * @param string $text Of it.
	 */
	private static function notice( $kind, $text ) {
		printf( '<div class="notice notice-%s inline"><p>%s</p></div>', esc_attr( $kind ), esc_html( $text ) );
	}

	/**
	 * Whether the merchant has agreed and the server is proving the key.
	 *
	 * @return bool
	 */
	private static function is_arriving() {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended
		return isset( $_GET['success'] ) && '1' === $_GET['success'] && array() !== Polyclerk_Options::pending();
	}

	/**
	 * The server is proving the key.
	 */
	private static function arriving() {
		$pending = Polyclerk_Options::pending();
		$state   = Polyclerk_Server::call( 'GET', (string) $pending['server'], 'begun/' . rawurlencode( (string) $pending['id'] ), array(), '', 5 );
		$failed  = ! is_wp_error( $state ) && isset( $state['status'] ) && 'failed' === $state['status'];
		if ( $failed ) {
			Polyclerk_Cleanup::take_back();
			self::notice(
				'error',
				/* translators: %s: the reason */
				sprintf( __( 'The server could not use the key: %s', 'polyclerk' ), isset( $state['reason'] ) ? (string) $state['reason'] : '' )
			);
			self::connect();
			return;
		}
		self::almost();
	}

	/**
	 * Nothing but waiting.
	 */
	private static function almost() {
		self::notice( 'info', __( 'Almost there: the server is trying the key. This page reloads by itself.', 'polyclerk' ) );
		wp_print_inline_script_tag( 'setTimeout( function () { window.location.reload(); }, 2000 );' );
	}

	/**
	 * The form with which the shop is connected.
	 */
	private static function connect() {
		?>
		<p><?php esc_html_e( 'Polyclerk answers your customers: it knows your products, finds orders, says where a parcel is, and calls you when it is stuck. It runs on a server of yours or of somebody whom you trust; this plugin connects the shop to it.', 'polyclerk' ); ?></p>
		<p><?php esc_html_e( 'When you agree, the server gets a key to read orders, customers and products and to change orders, and your customers’ messages go there. Nothing is sent before.', 'polyclerk' ); ?></p>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="polyclerk_connect">
			<?php wp_nonce_field( Polyclerk_Connect::NONCE ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="polyclerk-server"><?php esc_html_e( 'Address of the Polyclerk server', 'polyclerk' ); ?></label></th>
					<td>
						<input type="url" id="polyclerk-server" name="server" class="regular-text code" required placeholder="https://bot.shop.example">
						<p class="description"><?php esc_html_e( 'To try it on one machine, http://localhost:9080 will do. That way is not encrypted: never use it for a real shop.', 'polyclerk' ); ?></p>
					</td>
				</tr>
				<tr>
					<th scope="row"><label for="polyclerk-code"><?php esc_html_e( 'Connection code', 'polyclerk' ); ?></label></th>
					<td>
						<input type="text" id="polyclerk-code" name="code" class="regular-text code" autocomplete="off">
						<p class="description"><?php esc_html_e( 'Only when the operator of the server gave you one.', 'polyclerk' ); ?></p>
					</td>
				</tr>
				<tr>
					<th scope="row"><label for="polyclerk-certificate"><?php esc_html_e( 'Certificate of a private authority', 'polyclerk' ); ?></label></th>
					<td>
						<textarea id="polyclerk-certificate" name="certificate" class="large-text code" rows="3" placeholder="-----BEGIN CERTIFICATE-----"></textarea>
						<p class="description"><?php esc_html_e( 'Only when this shop’s own certificate is one that browsers do not trust.', 'polyclerk' ); ?></p>
					</td>
				</tr>
			</table>
			<?php submit_button( __( 'Connect', 'polyclerk' ) ); ?>
		</form>
		<?php
	}

	/**
	 * What the shop is connected to.
	 *
	 * @param array<string,mixed>|WP_Error $state What the server says.
	 */
	private static function connected( $state ) {
		$connection = Polyclerk_Options::connection();
		if ( is_wp_error( $state ) ) {
			self::notice( 'error', $state->get_error_message() );
		} elseif ( isset( $state['store']['state'] ) && 'active' === $state['store']['state'] ) {
			/* translators: %s: address of the server */
			self::notice( 'success', sprintf( __( 'Connected to %s.', 'polyclerk' ), $connection['server'] ) );
		} else {
			self::notice( 'warning', __( 'The server has stopped using this shop; connect it again.', 'polyclerk' ) );
		}
		if ( Polyclerk_Server::is_plain( $connection['server'] ) ) {
			self::notice( 'warning', __( 'The connection is not encrypted. This is for trying it on one machine only.', 'polyclerk' ) );
		}
		?>
		<p><a href="<?php echo esc_url( $connection['server'] . '/console/' ); ?>" target="_blank" rel="noopener"><?php esc_html_e( 'Open the console', 'polyclerk' ); ?></a></p>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="polyclerk_disconnect">
			<?php wp_nonce_field( Polyclerk_Connect::NONCE ); ?>
			<?php submit_button( __( 'Disconnect', 'polyclerk' ), 'secondary', 'submit', false ); ?>
		</form>
		<?php
	}

	/**
	 * How the launcher looks.
	 */
	private static function launcher() {
		$launcher = Polyclerk_Options::launcher();
		?>
		<h2><?php esc_html_e( 'On your pages', 'polyclerk' ); ?></h2>
		<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
			<input type="hidden" name="action" value="polyclerk_launcher">
			<?php wp_nonce_field( self::NONCE ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><?php esc_html_e( 'Web chat', 'polyclerk' ); ?></th>
					<td><label><input type="checkbox" name="chat" value="yes" <?php checked( $launcher['chat'], 'yes' ); ?>> <?php esc_html_e( 'Show the chat’s button on every page of the shop', 'polyclerk' ); ?></label></td>
				</tr>
				<tr>
					<th scope="row"><label for="polyclerk-side"><?php esc_html_e( 'Side', 'polyclerk' ); ?></label></th>
					<td>
						<select id="polyclerk-side" name="side">
							<option value="end" <?php selected( $launcher['side'], 'end' ); ?>><?php esc_html_e( 'Where lines end', 'polyclerk' ); ?></option>
							<option value="start" <?php selected( $launcher['side'], 'start' ); ?>><?php esc_html_e( 'Where lines begin', 'polyclerk' ); ?></option>
						</select>
					</td>
				</tr>
				<tr>
					<th scope="row"><label for="polyclerk-whatsapp">WhatsApp</label></th>
					<td><input type="tel" id="polyclerk-whatsapp" name="whatsapp" class="regular-text" value="<?php echo esc_attr( $launcher['whatsapp'] ); ?>" placeholder="+44 7700 900115"></td>
				</tr>
				<tr>
					<th scope="row"><label for="polyclerk-telegram">Telegram</label></th>
					<td><input type="text" id="polyclerk-telegram" name="telegram" class="regular-text" value="<?php echo esc_attr( $launcher['telegram'] ); ?>" placeholder="@shop_bot"></td>
				</tr>
				<tr>
					<th scope="row"><label for="polyclerk-wechat">WeChat</label></th>
					<td>
						<input type="url" id="polyclerk-wechat" name="wechat" class="regular-text code" value="<?php echo esc_attr( $launcher['wechat'] ); ?>">
						<p class="description"><?php esc_html_e( 'Address of a picture with the QR code, from your media library.', 'polyclerk' ); ?></p>
					</td>
				</tr>
			</table>
			<p class="description"><?php esc_html_e( 'There is also a block, “Polyclerk: write to us”, for any place on a page.', 'polyclerk' ); ?></p>
			<?php submit_button(); ?>
		</form>
		<?php
	}
}
