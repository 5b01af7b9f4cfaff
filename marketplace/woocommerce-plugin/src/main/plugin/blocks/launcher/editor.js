/* The block in the editor: shown as the page will show it. */
( function ( blocks, element, blockEditor, serverSideRender ) {
	blocks.registerBlockType( 'polyclerk/launcher', {
		edit: function () {
			return element.createElement(
				'div',
				blockEditor.useBlockProps(),
				element.createElement( serverSideRender, { block: 'polyclerk/launcher' } )
			);
		},
		save: function () {
			return null;
		},
	} );
} )( window.wp.blocks, window.wp.element, window.wp.blockEditor, window.wp.serverSideRender );
